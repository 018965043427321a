package dev.takeone.console.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.view.RecordAt;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is remembered of jobs, and for how long. */
class JobsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:10:00Z");

    /** Of 4 KiB that are no UTF-8. */
    private static final String LONGEST_KEY = "\uFFFD".repeat(4_096);

    private static Ending invalid(int number, String key, Instant at) {
        return new Ending(
                "%032x".formatted(number),
                new Identity(Identity.Kind.COORDINATES, "", "video.requests-0-" + number),
                Optional.of(new Ending.Failure(FailureReason.INVALID_REQUEST, Charged.NO, false)),
                "",
                key + number,
                List.of(),
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new RecordAt("video.requests", 0, number),
                new RecordAt("video.failed", 0, number));
    }

    private static Optional<Known> found(Jobs jobs, int number) {
        return jobs.find("%032x".formatted(number));
    }

    private static long kept(Jobs jobs) {
        return jobs.<Integer>look(Rows::size);
    }

    @Test
    void theLongestNamesAndKeysAreForgottenByTheirBytes() {
        long most = 1_000L * LONGEST_KEY.length();
        Jobs jobs = new Jobs(500_000, most);
        int all = 2_000;
        for (int number = 0; number < all; number++) {
            jobs.ended(invalid(number, LONGEST_KEY, NOW.minusSeconds(all - number)), NOW);
        }

        assertThat(kept(jobs)).as("of 1,000 / 2").isBetween(450L, 525L);
        assertThat(found(jobs, 0)).isEmpty();
        assertThat(found(jobs, all - 1)).isPresent();
        assertThat(jobs.isForgetful()).isTrue();
    }

    @Test
    void theEarliestEndedAreForgottenAlsoWhereAllHaveEndedAtOnce() {
        Jobs jobs = new Jobs(100, Jobs.MOST_BYTES);
        for (int number = 0; number < 1_000; number++) {
            jobs.ended(invalid(number, "key-", NOW), NOW);
        }
        jobs.forget(NOW);

        assertThat(kept(jobs)).isEqualTo(100);
        assertThat(jobs.isForgetful()).isTrue();
    }
}
