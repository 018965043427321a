package dev.takeone.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Times in sentences. */
class SentenceTest {
    @Test
    void aTimeInASentenceIsFoundAgain() {
        assertThat(Sentence.parts("since 2026-11-29T10:02:00Z, <b>"))
                .containsExactly(
                        new Sentence.Part.Words("since "),
                        new Sentence.Part.Time(Instant.parse("2026-11-29T10:02:00Z")),
                        new Sentence.Part.Words(", <b>"));
        assertThat(Sentence.parts("at 2026-99-99T10:02:00Z"))
                .containsExactly(new Sentence.Part.Words("at 2026-99-99T10:02:00Z"));
    }
}
