package dev.takeone.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
    @Test
    void itEndsWhenTheThingHappens() {
        Iterator<Boolean> answers = List.of(false, false, true).iterator();

        Waiting.until("the third", answers::next);

        assertThat(answers).isExhausted();
    }

    @Test
    void whatHangsIsNamed() {
        Waiting over = Waiting.begin(Duration.ofNanos(-1));

        assertThatThrownBy(() -> over.goOn(() -> "Godot"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Godot");
    }

    @Test
    void whatMayStillComeIsWaitedFor() {
        Waiting waiting = Waiting.begin();

        waiting.goOn(() -> "nothing");

        assertThat(waiting.isOver()).isFalse();
    }
}
