package dev.takeone.journal.read;

import dev.takeone.journal.Samples;
import dev.takeone.journal.clients.JournalSettings.OnMismatch;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.rows.Committed;
import dev.takeone.journal.rows.Found;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.TopicLife;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a restore makes of a partition's head, for tests whose journal is in memory: by the journal's own check. */
public final class Judgement {
    private Judgement() {}

    /**
     * A partition as it is found.
     *
     * @param headLife whose offset {@code head} is; empty where there is no head
     * @param committed the group's offset, of the same life as the head
     * @param topicId the requests topic's id
     * @param end of the requests
     * @param cutAt the first offset at which the requests are others than those that were handled; empty where none is known
     * @param adopt whether a person has decided to go on
     */
    public record Story(
            Optional<String> headLife,
            long head,
            OptionalLong committed,
            String topicId,
            long end,
            OptionalLong cutAt,
            boolean adopt) {}

    /**
     * What follows.
     *
     * @param error empty where it goes on
     * @param life whose offset {@code next} is
     */
    public record Outcome(Optional<String> error, String life, long next) {}

    /** Judges. */
    public static Outcome of(int partition, Story story) {
        Optional<TopicLife> life = story.headLife().map(TopicLife::parse);
        Optional<Committed> committed = story.committed().isPresent()
                ? Optional.of(new Committed(story.committed().getAsLong(), life, 0))
                : Optional.empty();
        Found found = new Found(
                        partition,
                        life.map(known -> new Head(
                                "takeone", "requests", known, story.head(), OptionalInt.empty(), Optional.empty())),
                        new Found.Rows(life.isEmpty(), 0, 0),
                        committed,
                        new Found.Log(story.topicId(), 0, story.end()),
                        new Found.Log("jobs-id", 0, 0),
                        "receipts-id",
                        Instant.EPOCH)
                .cutAt(story.cutAt());
        JournalSetup setup = Samples.setup(story.adopt() ? OnMismatch.ADOPT : OnMismatch.STOP);
        return switch (HeadCheck.verdict(found, setup)) {
            case HeadCheck.Verdict.Stop stop -> new Outcome(Optional.of(stop.error()), "", 0);
            case HeadCheck.Verdict.GoOn on ->
                new Outcome(Optional.empty(), on.life().toString(), on.nextOffset());
        };
    }
}
