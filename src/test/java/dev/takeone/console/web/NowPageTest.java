package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The page Now. */
class NowPageTest extends ServedSite {
    @Test
    void aHoldsModelIsChosenFromThoseThatAreKnown() throws Exception {
        openToUsers();

        assertThat(get("/", "Cookie", signIn("anna")).body())
                .contains("list=\"model-names\"", "<datalist id=\"model-names\"><option value=\"&lt;img src=x");
    }

    @Test
    void anOrderSaysHowManyWorkersObeyIt() throws Exception {
        openToNobody();

        assertThat(get("/").body())
                .contains("&amp;; 1 of 2 workers obey it, nothing is heard of it yet from &lt;img src=x");
    }

    @Test
    void nothingWaitsIsNotSaidWhileWhatIsUnreadIsNotKnown() throws Exception {
        openToNobody();
        made.waiting = 0;
        assertThat(get("/").body()).contains("Nothing waits.");

        made.unread = OptionalLong.empty();
        assertThat(get("/").body()).doesNotContain("Nothing waits.").contains("how much is unread is not known");
        made.waiting = 2;
        assertThat(get("/").body()).contains("2 requests wait in hand, and how many are unread is not known");
    }

    @Test
    void whatCountsAgainstACeilingIsSummedUp() throws Exception {
        openToNobody();

        assertThat(get("/").body())
                .contains("<b id=\"counts-hour\">1.00 USD</b>", "<b id=\"counts-day\">10.00 USD</b>")
                .contains("may have cost besides, by estimate");
    }
}
