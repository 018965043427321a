package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Identity;
import dev.takeone.job.SampleJobs;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A later record under a known identity is a repeat or a conflict, whatever came under it before. */
class KnownIdentitiesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Identity IDENTITY = SampleJobs.full().identity();

    private final KnownIdentities known = new KnownIdentities();

    @Test
    void anEndingThatIsForgottenHidesNoLaterOneThatWasNeverSent() {
        known.ended(IDENTITY, "bought", NOW);
        known.endedUnsent(IDENTITY, "invalid", NOW.plusSeconds(60));

        assertThat(known.find(IDENTITY, NOW))
                .map(KnownIdentities.Known::contentHash)
                .contains("invalid");
    }

    /** As a restore may tell it: what was bought under an identity is never bought again. */
    @Test
    void norDoesOneThatWasNeverSentHideWhatIsStillRemembered() {
        known.live(SampleJobs.full());
        known.endedUnsent(IDENTITY, "invalid", NOW.plusSeconds(60));

        assertThat(known.find(IDENTITY, NOW))
                .map(KnownIdentities.Known::contentHash)
                .contains(SampleJobs.full().contentHash());
    }

    @Test
    void norDoesOneThatWasNeverSentHideWhatWasBoughtLater() {
        known.endedUnsent(IDENTITY, "invalid", NOW);
        known.ended(IDENTITY, "bought", NOW.plusSeconds(60));

        assertThat(known.find(IDENTITY, NOW))
                .map(KnownIdentities.Known::contentHash)
                .contains("bought");
    }
}
