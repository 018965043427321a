package dev.takeone.journal.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadTest {
    @Test
    void whatIsNotTakenInTimeIsHalvedDownToAHandfulOfSmallEntries() {
        Load load = Load.tooSlow(300, 900_000);
        assertThat(load).isEqualTo(new Load(150, 450_000));

        assertThat(Load.tooSlow(1, 300_000)).isEqualTo(new Load(8, 150_000));
        assertThat(Load.tooSlow(1, 1)).isEqualTo(new Load(8, 16_384));
    }

    @Test
    void whatWorkedSlowlyIsKept() {
        Load load = new Load(150, 450_000);

        assertThat(load.worked(Duration.ofSeconds(1), 450_000)).isEqualTo(load);
        assertThat(load.worked(Duration.ofMillis(2_500), 450_000)).isEqualTo(load);
    }

    @Test
    void growsBackBitByBitWithQuickCommitsAndNoFurther() {
        Load load = new Load(1, 1);
        int commits = 0;
        while (!load.equals(Load.MOST)) {
            Load next = load.worked(Duration.ofMillis(900), load.bytes());
            assertThat(next.entries()).isBetween(load.entries(), Math.max(load.entries() + 1, load.entries() * 5 / 4));
            load = next;
            commits++;
        }

        assertThat(commits).isLessThan(50);
        assertThat(load.worked(Duration.ZERO, 1)).isEqualTo(Load.MOST);
    }

    /** A POST is not sent long after its intent's transaction began: an intent in too large a one would be decided for ever. */
    @Test
    void whatIsCommittedTooLateForItsPostsIsHalvedAndNotBelowWhatSizeCanExplain() {
        Load load = new Load(150, 450_000);

        assertThat(load.worked(Duration.ofSeconds(4), 300_000)).isEqualTo(new Load(150, 150_000));
        assertThat(load.worked(Duration.ofSeconds(4), 100_000)).isEqualTo(new Load(150, 65_536));
        assertThat(load.worked(Duration.ofSeconds(4), 65_536)).isEqualTo(load);
        assertThat(new Load(5, 1_000).worked(Duration.ofSeconds(4), 70_000)).isEqualTo(new Load(5, 1_000));
    }

    /** A broker that takes so many bytes a second, and gives a transaction ten. */
    @Test
    void aSlowBrokerIsNeverAskedForEverForWhatItCannotDo() {
        int kbPerSecond = 2;
        Load load = Load.MOST;
        int left = 300;
        int tries = 0;
        while (left > 0) {
            int entries = Math.min(left, (int) Math.max(1, Math.min(load.entries(), load.bytes() / 20_000)));
            Duration took = Duration.ofSeconds(entries * 20L / kbPerSecond);
            if (took.compareTo(Duration.ofSeconds(10)) > 0) {
                load = Load.tooSlow(entries, entries * 20_000L);
            } else {
                left -= entries;
                load = load.worked(took, entries * 20_000L);
            }
            assertThat(++tries).isLessThan(320);
        }
    }
}
