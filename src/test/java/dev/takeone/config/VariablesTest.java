package dev.takeone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VariablesTest {

    @Test
    void aMisspeltSettingIsFound() {
        assertThat(Variables.unknown(List.of("TAKEONE_SUBMISSION_INDOUBT", "TAKEONE_SUBMISSION_IN_DOUBT", "HOME")))
                .containsExactly("TAKEONE_SUBMISSION_INDOUBT");
    }

    @Test
    void everyLevelOfTheSettingsIsKnown() {
        assertThat(Variables.unknown(List.of(
                        "TAKEONE_GROUP",
                        "TAKEONE_WORKER_ID",
                        "TAKEONE_PROVIDER_API_KEY_FILE",
                        "TAKEONE_PROVIDER_REQUESTS_PER_MINUTE",
                        "TAKEONE_TOPICS_JOBS")))
                .isEmpty();
    }

    @Test
    void whatKubernetesSetsForAServiceIsNoMistake() {
        assertThat(Variables.unknown(List.of(
                        "TAKEONE_SERVICE_HOST",
                        "TAKEONE_SERVICE_PORT_HTTP",
                        "TAKEONE_PORT",
                        "TAKEONE_PORT_8080_TCP_ADDR")))
                .isEmpty();
    }
}
