package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.view.JobLine;
import dev.takeone.console.view.JobView;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Video;
import dev.takeone.job.Violation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page of a job. */
class JobPageTest extends ServedSite {
    private static final String OTHER = "fedcba9876543210fedcba9876543210";
    private static final Instant AT = MadeUp.AT;
    private static final JobLine FAILED =
            line(Stage.FAILED, Optional.of(Charged.UNKNOWN), Optional.empty(), Optional.of(new BigDecimal("0.8")));

    @Test
    void aFailedJobThatWasSentAgainLeadsToTheNewOneAndHasNoButtonToDoItOnceMore() throws Exception {
        openToUsers();
        String cookie = signIn("anna");
        made.ties = JobView.Ties.NONE;
        assertThat(get("/jobs/" + MadeUp.JOB, "Cookie", cookie).body()).contains("id=\"again\"");

        made.ties = new JobView.Ties(
                Optional.of(new JobView.Namesake("order-1", Optional.of(OTHER), Optional.of(Stage.FAILED))),
                Optional.of(
                        new JobView.Namesake("order-1~again-2", Optional.of(MadeUp.JOB), Optional.of(Stage.RUNNING))),
                Optional.empty(),
                Optional.empty());
        assertThat(get("/jobs/" + MadeUp.JOB, "Cookie", cookie).body())
                .contains(
                        "<a id=\"again-as\" href=\"/jobs/" + MadeUp.JOB + "\">order-1~again-2</a>, which is running",
                        "<a id=\"again-for\" href=\"/jobs/" + OTHER + "\">order-1</a>, which is failed")
                .doesNotContain("id=\"again\"");
    }

    @Test
    void whatAnOrderHoldsLeadsToItAndGoesOnFromThere() throws Exception {
        openToUsers();
        String page = get("/jobs/" + MadeUp.JOB, "Cookie", signIn("anna")).body();

        assertThat(page)
                .contains("id=\"to-order\" href=\"/#orders\"", "id=\"go-on\"", "name=\"do\" value=\"resume\"")
                .contains("which serves its partition 1 since <time datetime=\"2026-11-29T10:02:11Z\"");
        assertThat(get("/jobs/" + MadeUp.JOB, "Cookie", signIn("viktor")).body())
                .contains("id=\"to-order\"")
                .doesNotContain("id=\"go-on\"");
    }

    private ShownPage shown(JobView job) throws Exception {
        made.job = Optional.of(job);
        return new ShownPage(get("/jobs/" + MadeUp.JOB).body());
    }

    private static JobLine line(
            Stage stage, Optional<Charged> charged, Optional<BigDecimal> cost, Optional<BigDecimal> about) {
        return new JobLine(
                MadeUp.JOB,
                "order-4711",
                Optional.of("/shop"),
                stage,
                charged.map(any -> FailureReason.REJECTED),
                charged,
                Optional.of("veo3.1"),
                Optional.of("customer-7"),
                Optional.of("task-1"),
                AT.minusSeconds(60),
                AT.minusSeconds(40),
                cost,
                about,
                "running: 40 s so far; next check at 2026-11-29T10:02:17Z");
    }

    private static JobView running() {
        return new JobView(
                line(Stage.RUNNING, Optional.empty(), Optional.empty(), Optional.of(new BigDecimal("0.8"))),
                List.of(
                        new JobView.Step("published", AT.minusSeconds(60), false),
                        new JobView.Step("accepted by the provider", AT.minusSeconds(40), false),
                        new JobView.Step("next check", AT.plusSeconds(6), true)),
                List.of(
                        new JobView.TaskLine("task-1", "running", Optional.of(AT.plusSeconds(6))),
                        new JobView.TaskLine("task-2", "completed", Optional.empty())),
                List.of(),
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                Optional.of(new JobView.Place("video.requests", 1, 42, "kcat -b 'a b' -C -o 42")),
                Optional.empty(),
                Optional.empty(),
                JobView.Ties.NONE);
    }

    private static JobView over(JobLine line, List<Video> videos) {
        return new JobView(
                line,
                List.of(new JobView.Step("failed: rejected", AT, false)),
                List.of(),
                videos,
                2,
                Optional.of("The provider refused the request."),
                Optional.of(new ProviderError(
                        Optional.of(400),
                        Optional.of("1026"),
                        Optional.of("invalid_request_error"),
                        Optional.of("Sensitive content"))),
                List.of(new Violation("duration", "range", "duration is 9: set it to 4, 6 or 8")),
                true,
                Optional.empty(),
                Optional.of("The record of 2026-11-29T10:02:11Z is not there any more."),
                Optional.empty(),
                JobView.Ties.NONE);
    }

    @Test
    void itSaysWhereItStandsWhyItWaitsAndWhatHasHappenedWhen() throws Exception {
        openToNobody();
        ShownPage page = shown(running());

        assertThat(page.html()).contains("<h1 class=\"id\">order-4711</h1>");
        assertThat(page.text("state")).isEqualTo("running " + page.text("why"));
        assertThat(page.text("why")).isEqualTo("running: 40 s so far; next check at 2026-11-29 10:02:17 UTC");
        assertThat(page.items("steps"))
                .containsExactly(
                        "2026-11-29 10:01:11 UTC published",
                        "2026-11-29 10:01:31 UTC accepted by the provider",
                        "2026-11-29 10:02:17 UTC next check (to come)");
        assertThat(page.part("steps")).containsOnlyOnce("<li class=\"ahead\">");
    }

    @Test
    void eachTaskIsNamedWithItsStateAndItsNextCheck() throws Exception {
        openToNobody();
        assertThat(shown(running()).items("tasks"))
                .containsExactly("task-1: running, asked for next at 2026-11-29 10:02:17 UTC", "task-2: completed");
    }

    @Test
    void itsRecordIsNamedWithTheLineThatShowsIt() throws Exception {
        openToNobody();
        ShownPage page = shown(running());

        assertThat(page.facts("facts"))
                .containsEntry("Record", "video.requests, partition 1, offset 42 kcat -b 'a b' -C -o 42")
                .containsEntry("Model", "veo3.1")
                .containsEntry("Key", "customer-7")
                .containsEntry("Source", "/shop")
                .containsEntry("Job id", MadeUp.JOB)
                .containsEntry("Paid requests sent", "1")
                .doesNotContainKeys("Prompt", "Charged", "Reason");
        assertThat(page.part("facts")).contains("<code>kcat -b &#39;a b&#39; -C -o 42</code>");
    }

    @Test
    void itsCostIsTheProvidersWordOrNothingOrAnEstimateOrNotKnown() throws Exception {
        openToNobody();
        Optional<BigDecimal> price = Optional.of(new BigDecimal("0.8"));

        assertThat(cost(line(Stage.COMPLETED, Optional.empty(), Optional.of(new BigDecimal("0.5")), price)))
                .isEqualTo("0.50 USD");
        assertThat(cost(line(Stage.FAILED, Optional.of(Charged.NO), Optional.empty(), price)))
                .isEqualTo("nothing");
        assertThat(cost(line(Stage.FAILED, Optional.of(Charged.UNKNOWN), Optional.empty(), price)))
                .isEqualTo("about 0.80 USD, by the catalogue");
        assertThat(cost(line(Stage.RUNNING, Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo("not known");
    }

    private String cost(JobLine line) throws Exception {
        return shown(over(line, List.of())).facts("facts").getOrDefault("Cost", "");
    }

    @Test
    void whyItFailedIsSaidInTheProvidersWords() throws Exception {
        openToNobody();
        ShownPage page = shown(over(FAILED, List.of()));

        assertThat(page.text("said"))
                .isEqualTo(
                        "What was said The provider refused the request. The provider, HTTP 400,"
                                + " invalid_request_error, 1026: Sensitive content duration: duration is 9: set it to 4, 6 or 8");
        assertThat(page.facts("facts"))
                .containsEntry("Charged", "unknown")
                .containsEntry("Reason", "rejected, worth sending again");
        assertThat(page.text("state")).endsWith("The record of 2026-11-29 10:02:11 UTC is not there any more.");
    }

    @Test
    void eachVideoCanBePlayedAndSaysHowLongItsAddressWorks() throws Exception {
        openToNobody();
        Video lasting = new Video("https://cdn.example.com/a.mp4", Optional.of(AT.plus(Duration.ofHours(5))));
        Video gone = new Video("https://cdn.example.com/b.mp4", Optional.of(AT.minusSeconds(1)));
        Video open = new Video("https://cdn.example.com/c.mp4", Optional.empty());
        ShownPage page = shown(over(FAILED, List.of(lasting, gone, open)));

        assertThat(page.part("videos"))
                .contains(
                        "<video controls preload=\"none\" src=\"https://cdn.example.com/a.mp4\"",
                        "<a href=\"https://cdn.example.com/a.mp4\" rel=\"noreferrer\">")
                .contains("src=\"https://cdn.example.com/b.mp4\"", "src=\"https://cdn.example.com/c.mp4\"");
        assertThat(page.text("expiry"))
                .isEqualTo("Video 1: its address works until 2026-11-29 15:02:11 UTC, for 5 h more."
                        + " Video 2: its address worked until 2026-11-29 10:02:10 UTC.");
        assertThat(shown(over(FAILED, List.of(lasting))).text("expiry"))
                .isEqualTo("Its address works until 2026-11-29 15:02:11 UTC, for 5 h more.");
    }
}
