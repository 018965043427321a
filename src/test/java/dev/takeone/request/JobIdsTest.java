package dev.takeone.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Identity;
import dev.takeone.job.Identity.Kind;
import dev.takeone.job.Origin;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobIdsTest {
    private static final JobIds IDS = new JobIds("c", "g", "t");
    private static final Origin ORIGIN = new Origin("video.requests", 1, 23, Instant.EPOCH);
    private static final Identity IDENTITY = new Identity(Kind.CLOUD_EVENT, "/s", "1");

    @Test
    void anIdIsDeterministicAndFitsWhereverAnIdMustStand() {
        assertThat(IDS.of(ORIGIN, IDENTITY))
                .isEqualTo(new JobIds("c", "g", "t").of(new Origin("video.requests", 1, 23, Instant.EPOCH), IDENTITY))
                .matches("[0-9a-f]{32}");
    }

    @Test
    void anIdNeverChangesBetweenReleases() {
        // Idempotency keys and event ids hang on it: another id for a job in flight could pay twice.
        assertThat(IDS.of(ORIGIN, IDENTITY)).isEqualTo("7f820330ec2a1dc3596fd344f6a7772f");
    }

    @Test
    void everyPartTellsJobsApart() {
        List<String> ids = List.of(
                IDS.of(ORIGIN, IDENTITY),
                new JobIds("d", "g", "t").of(ORIGIN, IDENTITY),
                new JobIds("c", "h", "t").of(ORIGIN, IDENTITY),
                new JobIds("c", "g", "u").of(ORIGIN, IDENTITY),
                new JobIds("cg", "", "t").of(ORIGIN, IDENTITY),
                new JobIds("", "cg", "t").of(ORIGIN, IDENTITY),
                IDS.of(new Origin("video.requestz", 1, 23, Instant.EPOCH), IDENTITY),
                IDS.of(new Origin("video.requests", 2, 23, Instant.EPOCH), IDENTITY),
                IDS.of(new Origin("video.requests", 1, 24, Instant.EPOCH), IDENTITY),
                IDS.of(new Origin("video.requests", 12, 3, Instant.EPOCH), IDENTITY),
                IDS.of(ORIGIN, new Identity(Kind.REQUEST_ID, "/s", "1")),
                IDS.of(ORIGIN, new Identity(Kind.CLOUD_EVENT, "/", "s1")),
                IDS.of(ORIGIN, new Identity(Kind.CLOUD_EVENT, "/s1", "")),
                IDS.of(ORIGIN, new Identity(Kind.CLOUD_EVENT, "/s", "2")));
        Set<String> different = new HashSet<>(ids);
        assertThat(different).hasSameSizeAs(ids);
    }
}
