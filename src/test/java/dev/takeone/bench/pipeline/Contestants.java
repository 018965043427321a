package dev.takeone.bench.pipeline;

import dev.takeone.bench.Provider;
import dev.takeone.bench.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Those who are compared, one of each kind, on topics of their own. */
record Contestants(List<Contestant> all) implements AutoCloseable {
    static final int PARTITIONS = 6;

    /** Before each status check. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Starts them, and returns before they are ready. */
    static Contestants start(String bootstrapServers, Provider provider, List<Kind> kinds, Contestant.First first)
            throws InterruptedException {
        Topics.make(bootstrapServers, kinds.stream().map(Kind::topics).toList(), PARTITIONS);
        Contestants started = new Contestants(new ArrayList<>());
        try {
            for (Kind kind : kinds) {
                Role role = new Role(bootstrapServers, provider.url(), Provider.API_KEY, kind.word(), PAUSE);
                started.all.add(new Contestant(kind, role, first.environment()));
            }
        } catch (RuntimeException failed) {
            started.close();
            throw failed;
        }
        return started;
    }

    void awaitReady() {
        all.forEach(Contestant::awaitReady);
    }

    /** Those who get their requests from Kafka, and tell their endings there. */
    List<Contestant> readers() {
        return all.stream().filter(each -> each.kind().readsKafka()).toList();
    }

    /** Where the readers tell of endings. */
    List<String> endingTopics() {
        List<String> topics = new ArrayList<>();
        for (Contestant each : readers()) {
            topics.add(each.topics().completed());
            topics.add(each.topics().failed());
        }
        return topics;
    }

    @Override
    public void close() {
        all.forEach(Contestant::close);
    }
}
