package dev.takeone.console.act;

import static dev.takeone.console.act.Desk.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is not sent once more. */
class SentLatelyTest {
    private final SentLately lately = new SentLately();

    @Test
    void whatWasSentIsNotForgottenWhileItsFailedRequestIsKnown() {
        lately.add(List.of("a"), NOW);
        lately.add(List.of("b"), NOW.plus(Duration.ofHours(24)));
        assertThat(lately.names()).containsExactlyInAnyOrder("a", "b");

        lately.add(List.of("c"), NOW.plus(Duration.ofHours(26)));
        assertThat(lately.names()).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void noMoreAreKeptThanThereIsRoomFor() {
        lately.add(
                IntStream.range(0, SentLately.MOST).mapToObj(Integer::toString).toList(), NOW);
        lately.add(List.of("one more"), NOW);

        assertThat(lately.names())
                .hasSize(SentLately.MOST)
                .contains("one more", "1")
                .doesNotContain("0");
    }
}
