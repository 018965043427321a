package dev.takeone.bench.polling;

import dev.takeone.request.catalogue.ModelCatalogue;
import dev.takeone.worker.times.CheckTimes.Running;
import dev.takeone.worker.times.LearnedTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** How long this machine takes to work out when to ask for the tasks of one profile, from as many as are remembered. */
final class ScheduleTimes {
    private static final String PROFILE = "veo";
    private static final int SAMPLE = 256;
    private static final int WARM = 1_000;
    private static final int ROUNDS = 1_000;

    /** More than lies between two times at which it is worked out anew. */
    private static final Duration APART = Duration.ofSeconds(10);

    private ScheduleTimes() {}

    /** In milliseconds, each of another sample, in an account that is used up. */
    static List<Double> measured(long seed) {
        LearnedTimes times = new LearnedTimes(
                Duration.ofSeconds(5), Duration.ofSeconds(10), Optional.empty(), ModelCatalogue.bundled());
        SplittableRandom chance = new SplittableRandom(seed);
        List<Double> millis = new ArrayList<>();
        Instant now = Instant.EPOCH;
        for (int round = 0; round < WARM + ROUNDS; round++) {
            for (int each = 0; each < SAMPLE; each++) {
                times.learn(PROFILE, GenerationTimes.PUBLISHED.draw(chance), now.plusMillis(each));
            }
            now = now.plus(APART);
            long began = System.nanoTime();
            times.next(new Running(PROFILE, Duration.ZERO, 0), 1, now);
            millis.add((System.nanoTime() - began) / 1e6);
        }
        return List.copyOf(millis.subList(WARM, WARM + ROUNDS));
    }
}
