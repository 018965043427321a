package dev.takeone.console.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UsualTimesTest {
    private final UsualTimes times = new UsualTimes();

    private void took(String kind, int... seconds) {
        IntStream.of(seconds).forEach(each -> times.add(kind, Duration.ofSeconds(each)));
    }

    private static UsualTimes.Span span(int shortest, int longest) {
        return new UsualTimes.Span(Duration.ofSeconds(shortest), Duration.ofSeconds(longest));
    }

    @Test
    void eightOfTenLieBetweenInWhateverOrderTheyCame() {
        took("fast", 100, 20, 30, 90, 50, 40, 60, 80, 10, 70);

        assertThat(times.usual("fast")).contains(span(20, 90));
    }

    @Test
    void fewerThanFiveTellNothing() {
        took("fast", 10, 20, 30, 40);
        assertThat(times.usual("fast")).isEmpty();

        took("fast", 50);
        assertThat(times.usual("fast")).contains(span(10, 50));
    }

    @Test
    void eachKindHasTimesOfItsOwn() {
        took("fast", 1, 1, 1, 1, 1);
        took("slow", 600, 600, 600, 600, 600);

        assertThat(times.usual("fast")).contains(span(1, 1));
        assertThat(times.usual("slow")).contains(span(600, 600));
        assertThat(times.usual("other")).isEmpty();
    }

    @Test
    void onlyTheLastTwoHundredCount() {
        took("fast", IntStream.range(0, 300).map(any -> 10).toArray());
        took("fast", IntStream.range(0, 200).map(any -> 90).toArray());

        assertThat(times.usual("fast")).contains(span(90, 90));
    }
}
