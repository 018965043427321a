package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Times in sentences. */
class WordsTest {
    @Test
    void aTimeInASentenceIsFoundAgainAndWordsThatLookLikeOneAreNotTakenForIt() {
        assertThat(Words.sentence("since 2026-11-29T10:02:00Z, <b>").getValue())
                .isEqualTo("since <time datetime=\"2026-11-29T10:02:00Z\" title=\"2026-11-29 10:02:00 UTC\">"
                        + "2026-11-29 10:02:00 UTC</time>, &lt;b&gt;");
        assertThat(Words.sentence("at 2026-99-99T10:02:00Z").getValue()).isEqualTo("at 2026-99-99T10:02:00Z");
    }
}
