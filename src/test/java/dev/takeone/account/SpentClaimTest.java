package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Report.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts of what several lives say of one partition. */
class SpentClaimTest {
    private static final Instant AT = Instant.parse("2026-11-29T10:00:00Z");

    private static SpentClaim claim(int generation, long running, long ended, boolean serves, Duration silence) {
        return claim(generation, running, ended, serves, silence, leaving(ended));
    }

    private static SpentClaim claim(
            int generation, long running, long ended, boolean serves, Duration silence, Optional<Leaving> leaving) {
        Part part = new Part(0, Part.State.SERVING, 0);
        BoardRow row = new BoardRow(
                new Who("life", "takeone", "w", 1, "https://api.example", List.of("k"), "1", AT),
                new RowNumber(1),
                false,
                new AccountLimits(500, Optional.empty()),
                Optional.empty(),
                Report.NONE);
        return new SpentClaim(
                row, part, new Spent(generation, running, ended, ended, leaving, leaving), serves, silence);
    }

    /** All but one leave, the more the later. */
    private static Optional<Leaving> leaving(long ended) {
        return Optional.of(new Leaving(AT.plusSeconds(ended), ended - 1));
    }

    @Test
    void whatWasToldLongAgoHasLeftItsWindowAndWhatWasInFlightHasNot() {
        Spent afterAnHour = SpentClaim.spent(List.of(claim(1, 5, 7, false, Duration.ofMinutes(66))));
        Spent afterADay = SpentClaim.spent(List.of(claim(1, 5, 7, false, Duration.ofMinutes(24 * 60 + 6))));

        assertThat(afterAnHour).isEqualTo(new Spent(1, 5, 0, 7, Optional.empty(), leaving(7)));
        assertThat(afterADay).isEqualTo(new Spent(1, 5, 0, 0, Optional.empty(), Optional.empty()));
    }

    @Test
    void asLongAsNobodyServesThePartitionNothingThatAnyoneHasToldIsLeftOut() {
        List<SpentClaim> both = List.of(claim(1, 5, 2, false, Duration.ZERO), claim(2, 1, 7, false, Duration.ZERO));

        assertThat(SpentClaim.spent(both)).isEqualTo(new Spent(2, 5, 7, 7, leaving(7), leaving(7)));
    }

    /** As long as nobody knows which of them is right, it has left when it has by both. */
    @Test
    void ofWhatSeveralTellNoMoreLeavesThanByEach() {
        SpentClaim early = claim(1, 0, 6, false, Duration.ZERO, Optional.of(new Leaving(AT, 1)));
        SpentClaim late = claim(2, 0, 7, false, Duration.ZERO, Optional.of(new Leaving(AT.plusSeconds(9), 7)));

        assertThat(SpentClaim.spent(List.of(early, late)).leavesHour()).contains(new Leaving(AT.plusSeconds(9), 2));
    }

    @Test
    void whoServesThePartitionKnowsMoreThanWhoHadItBefore() {
        List<SpentClaim> both = List.of(claim(1, 5, 9, true, Duration.ZERO), claim(2, 1, 7, true, Duration.ZERO));

        assertThat(SpentClaim.spent(both).day()).isEqualTo(7);
    }
}
