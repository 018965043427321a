package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.takeone.console.view.Reading;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What is not read yet is not told as what is not there. */
class StillReadingTest extends ServedSite {
    private static final String UNKNOWN = "/jobs/" + "e".repeat(32);

    @Test
    void eachPageSaysWhatMayBeMissing() throws Exception {
        openToNobody();
        made.extent = Reading.Extent.LITTLE;
        assertThat(get("/jobs").body()).contains("The topics are still being read (12 records so far)");

        made.extent = Reading.Extent.LATEST;
        assertThat(get("/jobs").body())
                .contains("what ended before is still being read (12 records so far)")
                .doesNotContain("The topics");

        made.extent = Reading.Extent.ALL;
        assertThat(get("/jobs").body()).doesNotContain("being read");
    }

    @Test
    void aJobThatIsNotReadYetIsNoUnknownOne() throws Exception {
        openToNobody();
        made.extent = Reading.Extent.LATEST;
        HttpResponse<String> early = get(UNKNOWN, "Accept", "application/json");
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.body()).contains("has not read all yet");

        made.extent = Reading.Extent.ALL;
        assertThat(get(UNKNOWN).statusCode()).isEqualTo(404);
    }

    @Test
    void aScriptIsToldWhetherAllIsThere() throws Exception {
        openToNobody();
        made.extent = Reading.Extent.LATEST;
        assertThat(whole()).isFalse();

        made.extent = Reading.Extent.ALL;
        assertThat(whole()).isTrue();
    }

    private boolean whole() throws Exception {
        return new ObjectMapper()
                .readTree(get("/jobs", "Accept", "application/json").body())
                .required("whole")
                .booleanValue();
    }
}
