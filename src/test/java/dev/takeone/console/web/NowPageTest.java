package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Stage;
import dev.takeone.console.view.Trouble;
import dev.takeone.job.FailureReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page Now. */
class NowPageTest extends ServedSite {
    private static final Instant AT = MadeUp.AT;
    private static final Instant EARLIER = Instant.parse("2026-11-29T09:40:00Z");
    private static final Pattern POINTS = Pattern.compile("<polyline points=\"([^\"]*)\"");

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

    private ShownPage shown(List<Trouble> troubles, List<Integer> minutes) throws Exception {
        openToNobody();
        made.overview = Optional.of(overview(troubles, minutes));
        return new ShownPage(get("/").body());
    }

    private ShownPage shown() throws Exception {
        return shown(List.of(), List.of());
    }

    private static Overview overview(List<Trouble> troubles, List<Integer> minutes) {
        return new Overview(
                AT,
                troubles,
                Map.of(Stage.WAITING, 1_204, Stage.POSTING, 2, Stage.RUNNING, 40),
                List.of(
                        new Overview.GroupLine("bulk", 900, 1, 5, 20, OptionalLong.empty(), 1),
                        new Overview.GroupLine("takeone", 1_204, 2, 3, 40, OptionalLong.of(17), 2)),
                new Overview.Endings(
                        210, Map.of(FailureReason.REJECTED, 4), 0, new BigDecimal("168"), new BigDecimal("0.8")),
                new Overview.Endings(
                        4_800,
                        Map.of(FailureReason.REJECTED, 31, FailureReason.SUBMISSION_IN_DOUBT, 2),
                        1,
                        new BigDecimal("3840.5"),
                        new BigDecimal("1.6")),
                new Overview.Days(
                        new Overview.Day(LocalDate.parse("2026-11-29"), 900, new BigDecimal("720"), Optional.empty()),
                        new Overview.Day(
                                LocalDate.parse("2026-11-28"), 3_900, new BigDecimal("3120"), Optional.of(EARLIER))),
                new Overview.Calls(OptionalInt.of(500), 206, minutes),
                new Overview.Spend(
                        new BigDecimal("168.8"),
                        new BigDecimal("3842.1"),
                        new BigDecimal("33.6"),
                        Optional.of(new Overview.Ceiling(
                                "takeone.spend.per-hour",
                                new BigDecimal("200"),
                                new BigDecimal("202.4"),
                                true,
                                Optional.empty())),
                        Optional.of(new Overview.Ceiling(
                                "takeone.spend.per-day",
                                new BigDecimal("5000"),
                                new BigDecimal("3875.7"),
                                false,
                                Optional.empty())),
                        Optional.empty(),
                        true),
                List.of(
                        new Overview.HoldLine(
                                "model veo3.1",
                                "order price-shock",
                                "prices doubled at " + EARLIER,
                                Optional.of(EARLIER),
                                Optional.empty(),
                                Optional.of("price-shock")),
                        new Overview.HoldLine(
                                "every paid request",
                                "worker takeone/w1",
                                "account held: HTTP 402: Insufficient balance",
                                Optional.of(EARLIER),
                                Optional.of(AT.plusSeconds(20)),
                                Optional.empty())),
                List.of(
                        order(
                                "price-shock",
                                Optional.of("anna"),
                                Optional.of("prices doubled"),
                                Optional.of(new Overview.Given(EARLIER, 7))),
                        order("stop", Optional.empty(), Optional.empty(), Optional.of(new Overview.Given(AT, 8))),
                        order("lost", Optional.of("olga"), Optional.of("why not"), Optional.empty())),
                new Overview.Backlog(
                        1_221,
                        OptionalDouble.of(214),
                        Optional.of(Duration.ofMinutes(342)),
                        Optional.of(new BigDecimal("976.8"))),
                List.of(
                        new Overview.WorkerLine(
                                "takeone",
                                "w1",
                                "1.2.0",
                                EARLIER,
                                List.of("0", "1!", "2…"),
                                OptionalDouble.of(240.7),
                                199,
                                38,
                                Duration.ofSeconds(1),
                                true),
                        new Overview.WorkerLine(
                                "bulk",
                                "w2",
                                "1.1.0",
                                EARLIER,
                                List.of(),
                                OptionalDouble.empty(),
                                7,
                                0,
                                Duration.ofSeconds(12),
                                false)),
                List.of());
    }

    @Test
    void eachWorkerIsShownWithItsPartitionsVersionAndAllotment() throws Exception {
        assertThat(shown().rows("workers"))
                .containsExactly(
                        List.of(
                                "Worker",
                                "Group",
                                "Partitions",
                                "Calls, of its share",
                                "Tasks",
                                "Version",
                                "Started",
                                "Heard"),
                        List.of(
                                "w1 (deals out the calls)",
                                "takeone",
                                "0, 1!, 2…",
                                "199 of 240",
                                "38",
                                "1.2.0",
                                "2026-11-29 09:40:00 UTC",
                                "1 s ago"),
                        List.of("w2", "bulk", "", "7", "0", "1.1.0", "2026-11-29 09:40:00 UTC", "12 s ago"));
    }

    @Test
    void eachGroupIsShownWithWhatIsUnreadAndOnTheWay() throws Exception {
        assertThat(shown().rows("groups"))
                .containsExactly(
                        List.of("Group", "Unread", "Waiting", "Posting", "In doubt", "Running", "Workers"),
                        List.of("bulk", "not known", "900", "1", "5", "20", "1"),
                        List.of("takeone", "17", "1204", "2", "3", "40", "2"));
    }

    @Test
    void whoIsHeldIsShownWithByWhatAndUntilWhenInTheProvidersWords() throws Exception {
        assertThat(shown().rows("holds"))
                .containsExactly(
                        List.of("Who", "By", "In these words", "Since", "Next try"),
                        List.of(
                                "model veo3.1",
                                "order price-shock",
                                "prices doubled at 2026-11-29 09:40:00 UTC",
                                "2026-11-29 09:40:00 UTC",
                                "when the order ends"),
                        List.of(
                                "every paid request",
                                "worker takeone/w1",
                                "account held: HTTP 402: Insufficient balance",
                                "2026-11-29 09:40:00 UTC",
                                "2026-11-29 10:02:31 UTC"));
    }

    private static Overview.OrderLine order(
            String name, Optional<String> by, Optional<String> reason, Optional<Overview.Given> given) {
        return new Overview.OrderLine(name, "holds everything", true, by, reason, given, Optional.empty());
    }

    @Test
    void anOrderSaysWhenItWasGiven() throws Exception {
        ShownPage page = shown();

        assertThat(page.rows("orders").stream().map(row -> row.get(2)))
                .containsExactly(
                        "Who, when, and why",
                        "anna, 2026-11-29 09:40:00 UTC: prices doubled",
                        "2026-11-29 10:02:11 UTC",
                        "olga: why not");
        assertThat(page.part("orders")).contains("<time datetime=\"2026-11-29T09:40:00Z\" title=");
    }

    @Test
    void whatHasEndedIsShownByReasonForTheHourAndTheDay() throws Exception {
        ShownPage page = shown();

        assertThat(page.rows("ended"))
                .containsExactly(
                        List.of("How", "Last hour", "Last 24 h"),
                        List.of("completed", "210", "4800"),
                        List.of("failed", "4", "34"),
                        List.of("rejected", "4", "31"),
                        List.of("submission_in_doubt", "0", "2"),
                        List.of("for a reason that only a later release knows", "0", "1"),
                        List.of("cost, by the provider's word", "168.00 USD", "3840.50 USD"),
                        List.of("may have cost besides, by estimate", "0.80 USD", "1.60 USD"));
        assertThat(page.part("ended")).contains("href=\"/jobs?q=reason:rejected+since:1h\">4</a>");
        assertThat(page.text("days"))
                .contains(
                        "today (2026-11-29) cost 720.00 USD",
                        "yesterday (2026-11-28) 3120.00 USD, of what ended from 2026-11-29 09:40:00 UTC on");
    }

    @Test
    void whatIsSpentAndInFlightStandsBesideTheCeilingsOfHourAndDay() throws Exception {
        ShownPage page = shown();

        assertThat(page.rows("account-t"))
                .containsExactly(
                        List.of("Spent", "Last hour", "Last 24 h"),
                        List.of("what has ended", "168.80 USD", "3842.10 USD"),
                        List.of("what is in flight, by estimate", "33.60 USD", "33.60 USD"),
                        List.of("counts against the ceiling", "202.40 USD", "3875.70 USD"),
                        List.of("ceiling", "200.00 USD", "5000.00 USD"));
        assertThat(page.text("account")).contains("206 of 500 calls in the last minute");
    }

    @Test
    void whatIsOnTheWayIsShownWithTheEndOfTheBacklogAndItsCost() throws Exception {
        ShownPage page = shown();

        assertThat(page.items("live")).containsExactly("1204 waiting", "2 posting", "0 in doubt", "40 running");
        assertThat(page.text("live"))
                .contains(
                        "1221 requests wait in hand or unread; at the pace of the last hour they end in 6 h; they cost"
                                + " about 976.80 USD.");
    }

    @Test
    void theCallsOfTheLastHalfHourAreALineWithAPointForEachMinute() throws Exception {
        ShownPage few = shown(List.of(), List.of(0, 4, 12));
        assertThat(few.part("account"))
                .contains("<polyline points=\"0.0,60.0 150.0,40.0 300.0,0.0\"/>")
                .contains("calls in each of 3 of the last 30 min: at most 12, in the latest of them 12");

        List<Integer> all = IntStream.rangeClosed(1, 30).boxed().toList();
        made.overview = Optional.of(overview(List.of(), all));
        assertThat(found(POINTS, get("/").body()).split(" ", -1)).hasSize(30);
        made.overview = Optional.of(overview(List.of(), List.of(7)));
        assertThat(get("/").body()).doesNotContain("<svg");
    }

    @Test
    void whatIsWrongComesFirstAndSaysHowToMendIt() throws Exception {
        ShownPage page = shown(
                List.of(
                        new Trouble(Trouble.Weight.BAD, "The account is held since " + EARLIER + ".", "Pay at once."),
                        new Trouble(Trouble.Weight.NOTE, "An order holds everything.", "End it, when it is time.")),
                List.of());

        assertThat(page.items("wrong"))
                .containsExactly(
                        "The account is held since 2026-11-29 09:40:00 UTC. Pay at once.",
                        "An order holds everything. End it, when it is time.");
        assertThat(page.part("wrong")).containsSubsequence("class=\"trouble bad\"", "class=\"trouble note\"");
        assertThat(page.html())
                .containsSubsequence(
                        "id=\"wrong\"",
                        "id=\"live\"",
                        "id=\"ended\"",
                        "id=\"account\"",
                        "id=\"holds\"",
                        "id=\"groups\"",
                        "id=\"workers\"");
        made.overview = Optional.of(overview(List.of(), List.of()));
        assertThat(new ShownPage(get("/").body()).text("wrong")).isEqualTo("Nothing is wrong.");
    }
}
