package dev.takeone.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.orders.WhatWasRead.Extent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A worker has read one hold, at the offset 0; then its topic cannot be read for a while. */
class WhatWasReadTest {
    private static final Duration NEARLY_A_DAY = Duration.ofHours(24).minusSeconds(1);
    private static final Duration A_DAY = Duration.ofHours(24);
    private static final OrderReading HOLD = read("hold", "{\"command\":\"hold\"}");
    private static final OrderReading OTHER = read("other", "{\"command\":\"hold\"}");

    private final StandingOrders held = StandingOrders.none("express").after(List.of(HOLD));
    private final List<String> lost = new ArrayList<>();
    private final WhatWasRead before = new WhatWasRead();

    WhatWasReadTest() {
        before.upTo(new Extent("first", 0, 1));
    }

    private static OrderReading read(String name, String order) {
        return OrderReader.read(name.getBytes(UTF_8), order.getBytes(UTF_8), Instant.EPOCH);
    }

    /** What stands after the topic was read again, of which all is this. */
    private Set<String> standing(Extent now, Duration unread, OrderReading... all) {
        return before.again(held, List.of(all), now, unread, lost::add).orders().keySet();
    }

    /** An end that a worker could not read is gone with its order once it was compacted: both ends of the topic stay. */
    @Test
    void onlyATopicThatWasEmptiedCutShortOrMadeAnewHasLostOrders() {
        Extent read = new Extent("first", 3, 9);

        assertThat(read.isIn(new Extent("first", 3, 9))).isTrue();
        assertThat(read.isIn(new Extent("first", 3, 12))).isTrue();
        assertThat(read.isIn(new Extent("first", 9, 9))).as("emptied").isFalse();
        assertThat(read.isIn(new Extent("first", 3, 8))).as("cut short").isFalse();
        assertThat(read.isIn(new Extent("second", 3, 9))).as("made anew").isFalse();
    }

    @Test
    void aTopicThatIsMadeAnewEndsNoOrderHoweverLongItIsAndWasNotRead() {
        assertThat(standing(new Extent("second", 0, 2), A_DAY, OTHER)).containsExactlyInAnyOrder("hold", "other");
        assertThat(lost).containsExactly("hold");
    }

    /** As after a broker has lost what it had told, and has been written to since. */
    @Test
    void noOrderEndsForThatTheTopicSaysNothingOfItThoughItsEndWouldBeThere() {
        assertThat(standing(new Extent("first", 0, 2), NEARLY_A_DAY, OTHER)).containsExactlyInAnyOrder("hold", "other");
        assertThat(lost).containsExactly("hold");
    }

    @Test
    void anOrderWhoseEndMayBeCompactedAwayDoesNotStandOn() {
        assertThat(standing(new Extent("first", 0, 2), A_DAY, OTHER)).containsExactly("other");
        assertThat(lost).isEmpty();
    }

    @Test
    void anOrderOfWhichOnlyABrokenRecordIsLeftStandsAndIsNotToldAsLost() {
        OrderReading broken = read("hold", "{");

        assertThat(standing(new Extent("first", 0, 2), NEARLY_A_DAY, broken)).containsExactly("hold");
        assertThat(standing(new Extent("first", 0, 2), A_DAY, broken)).containsExactly("hold");
        assertThat(lost).isEmpty();
    }

    @Test
    void whatIsLostStandsOnAndIsToldOnceHoweverOftenTheTopicIsReadAgain() {
        Extent second = new Extent("second", 0, 0);
        standing(second, Duration.ZERO);
        before.upTo(second);

        assertThat(standing(second, Duration.ZERO)).containsExactly("hold");
        assertThat(standing(second, A_DAY)).containsExactly("hold");
        assertThat(lost).containsExactly("hold");
    }

    @Test
    void whatWasLostAndIsEndedLaterDoesNotStandOn() {
        Extent second = new Extent("second", 0, 1);

        assertThat(standing(second, Duration.ZERO, new OrderReading.Ended("hold")))
                .isEmpty();
    }
}
