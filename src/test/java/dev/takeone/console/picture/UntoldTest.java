package dev.takeone.console.picture;

import static dev.takeone.console.picture.PictureJobs.NOW;
import static dev.takeone.console.picture.PictureJobs.limited;
import static dev.takeone.console.picture.PictureJobs.mayDraw;
import static dev.takeone.console.picture.PictureJobs.serving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.BoardRow;
import dev.takeone.account.Report;
import dev.takeone.account.Report.Part.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What counts against a ceiling though nobody tells that it was spent. */
class UntoldTest {
    private static final long CEILING = 5_000_000;
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final BoardRow STOPPED_AT_THE_NEXT =
            limited("life-1", CEILING, Optional.empty(), new Report.Part(0, State.STOPPED, 0), serving(1, 0));

    private final AccountBoard board = new AccountBoard();

    private Untold untold(Instant at) {
        return board.seen(at).untold();
    }

    @Test
    void whatAWorkerThatIsGoneMayHavePromisedCountsUntilItsPartitionsAreServed() {
        board.read(limited("life-0", CEILING, mayDraw(OptionalLong.of(4_800_000)), serving(0, 0)), NOW);
        assertThat(untold(NOW).gone()).isZero();

        board.read(STOPPED_AT_THE_NEXT, LATER);
        assertThat(untold(LATER)).isEqualTo(new Untold(List.of(), 4_800_000));
        assertThat(untold(LATER).ofGone())
                .contains("workers that are gone may have spent 4.80 USD that nobody tells of, which counts against a"
                        + " ceiling until their partitions are served, for a day at most");

        board.read(limited("life-1", CEILING, Optional.empty(), serving(0, 0), serving(1, 0)), LATER);
        assertThat(untold(LATER)).isEqualTo(Untold.NOTHING);
    }

    @Test
    void whatItMayHavePromisedCountsForNoLongerThanADay() {
        board.read(limited("life-0", CEILING, mayDraw(OptionalLong.of(4_800_000)), serving(0, 0)), NOW);
        Instant nextDay = NOW.plus(Duration.ofHours(25));
        board.read(STOPPED_AT_THE_NEXT, nextDay);

        assertThat(untold(nextDay)).isEqualTo(Untold.NOTHING);
    }

    /** Its last word is exact. */
    @Test
    void whoHasLeftHasPromisedNothingThatIsNotTold() {
        BoardRow last = limited("life-0", CEILING, mayDraw(OptionalLong.of(4_800_000)), serving(0, 0));
        board.read(new BoardRow(last.who(), last.number(), true, last.limits(), last.goesBy(), last.report()), NOW);
        board.read(STOPPED_AT_THE_NEXT, LATER);

        assertThat(untold(LATER)).isEqualTo(Untold.NOTHING);
    }

    @Test
    void whoWasBoundByNoCeilingMayHavePromisedWhatWaitedAtIt() {
        board.read(limited("life-0", CEILING, mayDraw(OptionalLong.empty()), serving(0, 0)), NOW);
        board.read(STOPPED_AT_THE_NEXT, LATER);

        assertThat(untold(LATER).gone()).isEqualTo(800_000);
    }

    @Test
    void ofManyPartitionsSomeAreNamed() {
        assertThat(new Untold(List.of("a-0", "a-1", "a-2", "a-3", "a-4"), 0).ofPartitions())
                .contains(
                        "what partitions a-0, a-1, a-2 and 2 more have spent is not known, and nothing is bought under a"
                                + " ceiling until they are served");
    }
}
