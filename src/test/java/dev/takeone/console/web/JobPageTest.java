package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.view.JobView;
import dev.takeone.console.view.Stage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page of a job. */
class JobPageTest extends ServedSite {
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

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
}
