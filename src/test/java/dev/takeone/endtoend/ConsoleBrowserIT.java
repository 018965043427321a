package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.browser.Browser;
import dev.takeone.browser.Look;
import dev.takeone.waiting.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;

/** The console as people meet it: the packaged one beside workers, a broker and the simulator, in this machine's Chromium. */
@Order(5)
class ConsoleBrowserIT {
    private static final String PICTURES = "takeone.pictures";

    /** How many streams the page has opened, and has open. */
    private static final String COUNTED_STREAMS = """
            window.streams = [];
            window.EventSource = class extends EventSource {
              constructor(address) { super(address); streams.push(this); }
            };
            window.openStreams = () => streams.filter(each => each.readyState !== EventSource.CLOSED).length;
            """;

    @TempDir
    static Path folder;

    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

    private static Browser browser;

    private static ConsoleScene scene;

    private static Person anna;

    private static List<Cookie> session;

    /** How a page may be looked at. Darkness changes colours alone, and a narrow screen none: both together are no fourth way. */
    enum Eyes {
        LIGHT,
        DARK,
        NARROW
    }

    @BeforeAll
    static void begin() {
        browser = Browser.open();
        OPEN.push(browser);
        browser.beforeScripts(COUNTED_STREAMS);
        HttpRecorder film = HttpRecorder.playing();
        OPEN.push(film);
        scene = ConsoleScene.open(folder, film.url().resolve("/film.wav"));
        OPEN.push(scene);
        anna = new Person(browser, scene);
        anna.go("/jobs?q=state:waiting");
        anna.signIn("anna", ConsoleScene.PASSWORD);
        Waiting.until("the page that was asked for", () -> browser.place().equals("/jobs?q=state:waiting"));
        session = browser.cookies();
    }

    @AfterAll
    static void end() throws Exception {
        while (!OPEN.isEmpty()) {
            OPEN.pop().close();
        }
    }

    @BeforeEach
    void sitDown() {
        browser.cookies(session);
        browser.plain();
        browser.complaints();
    }

    @AfterEach
    void nothingWasExecutedAndNothingWasMissing() {
        browser.scripts(true);
        assertThat(browser.run("return window.hit || 0")).isEqualTo(0L);
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsShutOut(Eyes eyes) {
        List<String> pages = List.of(
                "/",
                "/jobs",
                "/jobs?q=nothing-of-this-name",
                anna.open("order-4713"),
                anna.open("order-4731"),
                anna.open("order-4701"),
                anna.open("order-4721"),
                "/jobs/" + ConsoleScene.hostileId(1),
                "/jobs/" + ConsoleScene.hostileId(2),
                "/audit",
                "/sign-in");
        switch (eyes) {
            case LIGHT -> {}
            case DARK -> browser.dark(true);
            case NARROW -> browser.narrow();
        }

        assertThat(pages)
                .flatExtracting(page -> {
                    anna.go(page);
                    return faults(page);
                })
                .isEmpty();
        anna.go("/");
        browser.click("#hold");
        browser.await("h1", "Are you sure?");
        assertThat(faults("the question")).isEmpty();
        anna.go("/jobs?q=stat:waiting");
        assertThat(faults("a filter that cannot be read")).isEmpty();
        assertThat(browser.complaints()).singleElement().asString().contains("400");
        anna.go("/jobs/" + ConsoleScene.hostileId(0));
        assertThat(faults("a job that nobody knows")).isEmpty();
        assertThat(browser.complaints()).singleElement().asString().contains("404");
        anna.go("/jobs?q=key:nobody");
        browser.click("#again-found");
        browser.await("h1", "Are you sure?");
        assertThat(faults("what cannot be done")).isEmpty();
        whoMayOnlyLookIsNotShutOut();
    }

    private static void whoMayOnlyLookIsNotShutOut() {
        browser.cookies(List.of());
        anna.go("/jobs");
        assertThat(faults("signed out")).isEmpty();
        Person viktor = new Person(browser, scene);
        viktor.signIn("viktor", ConsoleScene.PASSWORD);
        browser.await(".who", "viktor (viewer)");
        assertThat(faults("jobs for a viewer")).isEmpty();
        viktor.open("order-4713");
        assertThat(faults("a job for a viewer")).isEmpty();
        viktor.go("/");
        assertThat(faults("now for a viewer")).isEmpty();
    }

    private static List<String> faults(String page) {
        return Stream.concat(Look.runsOver(browser).stream(), Look.accessibility(browser).stream())
                .map(fault -> page + ": " + fault)
                .toList();
    }

    @Test
    void hostileTextsAreShownAndNothingElse() {
        anna.go("/jobs?q=onerror");
        browser.await("#count", "3");
        assertThat(browser.texts("tbody th")).contains(ConsoleScene.HOSTILE + 1);

        anna.go("/jobs/" + ConsoleScene.hostileId(2));
        assertThat(browser.text("main")).contains(ConsoleScene.SCRIPT, ConsoleScene.HOSTILE);
        anna.go("/jobs/" + ConsoleScene.hostileId(1));
        assertThat(browser.text("main")).contains(ConsoleScene.SCRIPT_ADDRESS, "Video 1: its address works until");
        assertThat(browser.count("img, script:not([src]), [href^=javascript], [src^=javascript]"))
                .isZero();

        anna.go("/jobs");
        browser.type("#q", ConsoleScene.HOSTILE + "none");
        browser.press(Keys.ENTER);
        browser.await("#found", "None that this finds");
        assertThat(browser.attribute("#q", "value")).isEqualTo(ConsoleScene.HOSTILE + "none");
        anna.go("/");
        browser.type("#hold-model", ConsoleScene.HOSTILE);
        browser.type("#hold-why", ConsoleScene.SCRIPT);
        browser.click("#hold");
        browser.await("#says", ConsoleScene.HOSTILE);
        browser.click("main a");
    }

    @Test
    void noChangeNeedsAReload() {
        scene.scene().write("commands", 0, "live", "{\"command\":\"hold\",\"model\":\"veo3.1-fast-official\"}");
        anna.go("/");
        anna.sees("#orders", "live");
        anna.go("/jobs?q=live-1");
        scene.request("live-1", "customer-5", "[sim:seconds=1]");
        anna.sees("#count", "1");
        anna.open("live-1");
        anna.sees("#why", "behind an order: hold `live`");
        scene.scene().erase("commands", 0, "live");
        anna.sees("#videos", "https://");
        assertThat(browser.text("#state")).startsWith("completed");
        assertThat(browser.text("#expiry")).contains("Its address works until");
        assertThat(browser.text("#acts")).isEmpty();
    }

    @Test
    void whatIsSelectedOrFocusedStaysSo() {
        anna.open("order-4731");
        browser.run("getSelection().selectAllChildren(document.querySelector('#facts code'))");
        String before = browser.text("#why");
        Waiting.until("another sentence", () -> !browser.text("#why").equals(before));
        assertThat(browser.string("return getSelection().toString()")).startsWith("kcat -b ");

        anna.go("/jobs?q=order-4731");
        browser.run("document.querySelector('tbody a').focus()");
        String focused = browser.focused();
        String first = browser.text("tbody td:nth-of-type(2)");
        Waiting.until(
                "another line", () -> !browser.text("tbody td:nth-of-type(2)").equals(first));
        assertThat(browser.focused()).isEqualTo(focused).startsWith("job-");
    }

    @Test
    void aPageThatIsNotSeenAsksForNothing() {
        anna.go("/jobs?q=hidden-1");
        Waiting.until("its stream", () -> browser.run("return openStreams()").equals(1L));
        browser.run("""
                document.addEventListener('visibilitychange', () => {
                  if (document.hidden) {
                    window.since = performance.now();
                    window.leftOpen = openStreams();
                    window.opened = streams.length;
                  } else {
                    window.asked = performance.getEntriesByType('resource').filter(each => each.startTime > since).length;
                    // The one that the page has just opened, since it is seen again, comes besides.
                    window.openedUnseen = streams.length - opened - openStreams();
                  }
                });
                """);
        browser.behindAnother(() -> {
            scene.request("hidden-1", "customer-5", "[sim:seconds=1]");
            anna.go("/jobs?q=hidden-1");
            browser.await("tbody", "completed");
        });
        browser.await("tbody", "completed");
        assertThat(browser.run("return window.asked")).isEqualTo(0L);
        assertThat(browser.run("return window.leftOpen")).as("streams").isEqualTo(0L);
        assertThat(browser.run("return window.openedUnseen")).as("streams").isEqualTo(0L);
        assertThat(browser.run("return openStreams()")).isEqualTo(1L);
    }

    @Test
    void whatIsTypedIsGoneOnWithByWhatThereIs() {
        anna.go("/");
        browser.type("#q", "state:waiting reason:rej");
        suggests("state:waiting reason:rejected");
        browser.type("#q", "model:" + ConsoleScene.HELD_MODEL.substring(0, 9));
        suggests("model:" + ConsoleScene.HELD_MODEL);
    }

    private static void suggests(String text) {
        Waiting.until(
                text + " among the suggestions",
                () -> browser.strings(
                                "return Array.from(document.querySelector('#q').list.options, each => each.value)")
                        .contains(text));
    }

    /** The page's policy lets it be fetched from where the provider keeps it. */
    @Test
    void aVideoIsPlayedOnItsPage() {
        anna.open(ConsoleScene.FILM);
        browser.await("#expiry", "Its address works until");
        // A change of the page may put another one in its place, which does not play yet.
        Waiting.until(
                "the video, or what is wrong with it",
                () -> browser.run("const film = document.querySelector('#videos video'); if (!film) { return false; }"
                                + " if (film.paused && !film.error) { film.muted = true; film.play().catch(() => {}); }"
                                + " return film.readyState >= film.HAVE_CURRENT_DATA || film.error !== null")
                        .equals(true));
        assertThat(browser.string("const wrong = document.querySelector('#videos video').error;"
                        + " return wrong ? wrong.message : 'nothing'"))
                .isEqualTo("nothing");
    }

    @Test
    void buyingIsStoppedAndGoesOn() {
        anna.go("/");
        browser.type("#hold-group", scene.scene().group());
        browser.type("#hold-model", "veo-next");
        browser.type("#hold-why", "prices doubled");
        browser.click("#hold");
        browser.await("#says", "in group studio");
        browser.await("#says", "for model veo-next");
        assertThat(anna.yes()).contains("hold-group-studio-model-veo-next stands");
        browser.await("#orders", "anna, ");
        browser.await("#orders", ": prices doubled");

        browser.click("button[aria-label='Go on: end the order hold-group-studio-model-veo-next']");
        assertThat(anna.yes()).contains("has ended");
        Waiting.until("the order's end", () -> !browser.text("#orders").contains("veo-next"));
        anna.go("/audit");
        assertThat(browser.texts("tbody tr")).first().asString().contains("anna", "veo-next");
        Waiting.until(
                "the line of the log",
                () -> scene.scene().log().stream()
                        .anyMatch(line ->
                                line.contains("anna: ") && line.contains("veo-next") && line.contains("Done: ")));
    }

    @Test
    void whoClicksTwiceIsTakenAtTheirWordOnce() {
        anna.go("/");
        browser.type("#hold-model", "veo-twice");
        browser.click("#hold");
        browser.await("h1", "Are you sure?");
        browser.doubleClick("#yes");
        browser.await(".notice", "hold-model-veo-twice stands");
        anna.go("/audit");
        assertThat(browser.texts("tbody tr"))
                .filteredOn(line -> line.contains("veo-twice"))
                .hasSize(1);
        scene.scene().erase("commands", 0, "hold-model-veo-twice");
    }

    /** By the Escape key before the answer, or by the way back to a page that the browser has kept. */
    @Test
    void whoHasStoppedAPageCanPressItsButtonOnceMore() {
        stopAtTheFirstPress();
        browser.run("dispatchEvent(new Event('pageshow'))");
        browser.click("#hold");
        browser.await("h1", "Are you sure?");

        stopAtTheFirstPress();
        browser.awaitNo("form[data-sent]");
        browser.click("#hold");
        browser.await("h1", "Are you sure?");
    }

    private static void stopAtTheFirstPress() {
        anna.go("/");
        browser.run("document.querySelector('#hold').form.addEventListener('submit', each => each.preventDefault(),"
                + " {once: true})");
        browser.click("#hold");
        assertThat(browser.count("form[data-sent]")).isEqualTo(1);
    }

    @Test
    void whatWaitsIsWithdrawn() {
        anna.open("order-4717");
        browser.type("#reason", "not needed");
        browser.click("#withdraw");
        browser.await("#says", "1 request ends without being bought");
        anna.yes();
        anna.sees("#why", "failed: withdrawn, charged: no");

        List.of("tide-1", "tide-2", "tide-3").forEach(id -> scene.waiting(id, "customer-tide"));
        anna.go("/jobs?q=key:customer-tide");
        browser.await("#count", "3");
        browser.click("#withdraw-found");
        browser.await("#says", "3 requests end without being bought");
        browser.await("#says", "USD not spent");
        assertThat(anna.yes()).contains("3 requests are withdrawn");
        anna.sees("#chip-failed", "3");
        assertThat(browser.texts("tbody td:nth-of-type(2)")).hasSize(3).allMatch(why -> why.contains("withdrawn"));
        assertThat(scene.scene().charges("tide-1")).isZero();
    }

    @Test
    void whatFailedIsSentAgain() {
        anna.open("order-4724");
        browser.click("#again");
        browser.await("#says", "1 failed request is sent again and bought anew");
        browser.await("#says", "USD spent");
        assertThat(anna.yes()).contains("1 request sent again");
        anna.go("/jobs?q=order-4724~again-1");
        browser.await("#count", "1");

        anna.go("/jobs?q=key:customer-7+state:failed");
        browser.click("#again-found");
        browser.await("#says", "3 failed requests are sent again");
        assertThat(anna.yes()).contains("3 requests sent again");
        anna.go("/jobs?q=key:customer-7+again");
        browser.await("#count", "3");
    }

    @Test
    void aKeyboardIsEnough() {
        anna.go("/");
        browser.tabTo("To the content");
        browser.press(Keys.ENTER);
        assertThat(browser.focused()).isEqualTo("main");
        browser.tabTo("tile-waiting");
        browser.press(Keys.ENTER);
        browser.await("#chip-waiting[aria-current]", "waiting");
        browser.tabTo("q");
        browser.press("order-4715", Keys.ENTER);
        browser.await("#count", "1");
        browser.tabTo(browser.attribute("tbody a", "id"));
        browser.press(Keys.ENTER);
        browser.await("h1", "order-4715");
        browser.tabTo("reason");
        browser.press("by keyboard");
        browser.tabTo("withdraw");
        browser.press(Keys.ENTER);
        browser.await("#says", "without being bought");
        browser.tabTo("yes");
        browser.press(Keys.ENTER);
        browser.await("#why", "withdrawn");
    }

    @Test
    void withoutScriptsAllCanBeReadAndDone() {
        browser.scripts(false);
        anna.go("/");
        assertThat(browser.text("#live")).contains("waiting");
        assertThat(browser.text("#taken")).contains("UTC");
        browser.click("#tile-waiting");
        browser.await("tbody", "waits behind an order: hold `price-shock`");
        browser.type("#q", "order-4702");
        browser.press(Keys.ENTER);
        browser.await("#count", "1");
        browser.click("tbody a");
        browser.await("#videos", "https://");
        assertThat(browser.text("#expiry")).contains("UTC");
        anna.go("/");
        browser.click("#hold");
        browser.await("#says", "Nothing is bought any more");
    }

    @Test
    void timesAreTheReadersAndTheirTitlesUtc() {
        browser.zone("Asia/Kolkata");
        anna.open("order-4701");
        Instant at = Instant.parse(browser.attribute("#steps time", "datetime"));
        assertThat(browser.text("#steps time")).contains(as("HH:mm:ss", "Asia/Kolkata", at));
        assertThat(browser.attribute("#steps time", "title")).isEqualTo(as("yyyy-MM-dd HH:mm:ss 'UTC'", "UTC", at));
    }

    private static String as(String pattern, String zone, Instant at) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .withZone(ZoneId.of(zone))
                .format(at);
    }

    @Test
    void whoMayOnlyLookHasNoButtons() {
        browser.cookies(List.of());
        anna.go("/");
        Person viktor = new Person(browser, scene);
        viktor.signIn("viktor", "wrong");
        browser.await("main", "The name or the password is wrong.");
        assertThat(browser.complaints()).singleElement().asString().contains("401");
        viktor.signIn("viktor", ConsoleScene.PASSWORD);
        browser.await(".who", "viktor (viewer)");
        assertThat(browser.count("main form[method=post]")).isZero();
        viktor.open("order-4711");
        assertThat(browser.count("main form[method=post]")).isZero();
        browser.click(".who button");
        browser.await("h1", "Takeone");
        viktor.go("/jobs");
        assertThat(browser.place()).isEqualTo("/sign-in?next=%2Fjobs");
    }

    /** Into the folder that is named; the docs show them. */
    @Test
    @EnabledIfSystemProperty(named = PICTURES, matches = ".+")
    void pictures() throws Exception {
        Path into = Files.createDirectories(Path.of(System.getProperty(PICTURES, "target")));
        anna.go("/");
        Waiting.until(
                "a line of calls",
                () -> browser.attribute("#account polyline", "points").contains(" "));
        browser.await("#wrong", "in doubt");
        browser.await("#holds", "price shock");
        browser.await("#orders", "all 2 workers obey it");
        Files.write(into.resolve("console-now.png"), browser.picture(1000));
        anna.go("/jobs?q=key:customer-9+order");
        browser.await("tbody", "behind an order");
        Files.write(into.resolve("console-jobs.png"), browser.picture(1100));
        anna.open("order-4703");
        browser.await("#videos", "https://");
        browser.await("#facts code", "kcat -b");
        Files.write(into.resolve("console-job.png"), browser.picture(900));
        browser.dark(true);
        anna.open("order-4711");
        browser.await("#why", "behind an order: hold `price-shock`");
        Files.write(into.resolve("console-dark.png"), browser.picture(900));
    }
}
