package dev.takeone.console.web;

import dev.takeone.browser.Browser;
import org.junit.jupiter.api.Test;

/** A page that is left open, in this machine's Chromium, while something before the console answers for it. */
class StaleWindowIT extends ServedSite {
    private static final String OFFLINE = "#offline:not([hidden])";

    @Test
    void anErrorOfAServerBetweenIsNotTakenForAPageThatIsFresh() throws Exception {
        try (Browser browser = Browser.open()) {
            openToNobody();
            browser.go(uri("/"));
            browser.awaitNo(OFFLINE);
            browser.await("#live", "in hand or unread");

            insteadOfAll = 502;
            made.listeners.forEach(Runnable::run);
            browser.await(OFFLINE, "does not answer");
        }
    }

    @Test
    void aStreamThatWasRefusedIsOpenedAgain() throws Exception {
        try (Browser browser = Browser.open()) {
            openToNobody();
            browser.go(uri("/"));
            browser.await("#live", "in hand or unread");
            insteadOfAll = 503;
            site().close();
            browser.await(OFFLINE, "does not answer");

            insteadOfAll = 0;
            browser.awaitNo(OFFLINE);
        }
    }
}
