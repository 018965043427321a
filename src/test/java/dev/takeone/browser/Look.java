package dev.takeone.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What is wrong with how a page looks and reads. */
public final class Look {
    private static final String AXE = axe();

    /** Of WCAG 2.0 to 2.2 the levels A and AA, and what axe's authors hold for good practice. */
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final String JUDGE = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']}).then(
              found => done(found.violations.flatMap(rule => rule.nodes.map(
                node => rule.id + ': ' + node.html + ' ' + node.failureSummary))),
              failed => done(['axe failed: ' + failed]));
            """;

    /** What scrolls in a frame of its own may be as wide as it likes. */
    private static final String RUNS_OVER = """
            const width = document.documentElement.clientWidth;
            const found = Array.from(document.body.querySelectorAll('*'))
              .filter(each => !each.parentElement.closest('.scroll') && !each.closest('.skip'))
              .filter(each => each.getBoundingClientRect().right > width + 1)
              .map(each => each.outerHTML.slice(0, 200));
            if (document.documentElement.scrollWidth > width) { found.push('the page scrolls sideways'); }
            return found;
            """;

    private Look() {}

    /** What axe finds wrong for people who do not see well, or do not use a mouse. */
    public static List<String> accessibility(Browser browser) {
        browser.run(AXE);
        return browser.awaited(JUDGE, RULES) instanceof List<?> found
                ? found.stream().map(String::valueOf).toList()
                : List.of("axe said nothing");
    }

    /** What is wider than the window. */
    public static List<String> runsOver(Browser browser) {
        return browser.strings(RUNS_OVER);
    }

    private static String axe() {
        try (InputStream script = Optional.ofNullable(Look.class.getResourceAsStream("/axe.min.js"))
                .orElseThrow(() -> new IllegalStateException("axe is not on the class path"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
