package dev.takeone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the real reader of settings, whose words are translated. */
class StartFailureTest {
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(
                        "takeone.submission.in-doubt",
                        "maybe",
                        "takeone.submission.in-doubt is \"maybe\": write one of fail, replay."),
                Arguments.of(
                        "takeone.models.unknown",
                        "x",
                        "takeone.models.unknown is \"x\": write one of reject, pass-through."),
                Arguments.of(
                        "takeone.journal.on-mismatch",
                        "go",
                        "takeone.journal.on-mismatch is \"go\": write one of stop, adopt."),
                Arguments.of(
                        "takeone.topics.partitions",
                        "six",
                        "takeone.topics.partitions is \"six\": write a whole number."),
                Arguments.of(
                        "takeone.provider.max-tasks",
                        "1.5",
                        "takeone.provider.max-tasks is \"1.5\": write a whole number."),
                Arguments.of("takeone.account.weight", "heavy", "takeone.account.weight is \"heavy\": write a number."),
                Arguments.of(
                        "takeone.spend.per-hour",
                        "5,00",
                        "takeone.spend.per-hour is \"5,00\": write US dollars as a number, such as 5 or 0.50."),
                Arguments.of("takeone.role", "Worker", "takeone.role is \"Worker\": write worker or console."),
                Arguments.of("takeone.topics.create", "yes", "takeone.topics.create is \"yes\": write true or false."),
                Arguments.of(
                        "takeone.group",
                        "",
                        "takeone.group is empty: give it a value, or leave it out for its default."),
                Arguments.of(
                        "takeone.sumbission.in-doubt",
                        "fail",
                        "There is no setting takeone.sumbission.in-doubt (found in PropertiesConfigSource[source=test]): check its spelling;"
                                + " src/docs/reference.md lists all."));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aWrongValueIsToldWithItsSettingAndWhatToWrite(String setting, String value, String message) {
        assertThat(StartFailure.mend(wrong(Map.of(setting, value)))).contains(message);
    }

    @Test
    void everyWrongValueIsTold() {
        assertThat(StartFailure.mend(wrong(Map.of("takeone.topics.partitions", "six", "takeone.models.unknown", "x"))))
                .get()
                .asString()
                .contains("takeone.topics.partitions", "takeone.models.unknown")
                .hasLineCount(2);
    }

    @Test
    void whatIsWrappedIsFound() {
        Exception wrapped = new IllegalStateException("created badly", new ConfigurationException("mend this"));
        assertThat(StartFailure.mend(wrapped)).contains("mend this");
    }

    @Test
    void aPortInUseIsToldWithItsSetting() {
        Exception taken = new QuarkusBindException("127.0.0.1", 8080, new BindException("taken"));
        assertThat(StartFailure.mend(taken)).get().asString().contains("8080", "quarkus.http.port");
    }

    @Test
    void aFaultOfOurOwnHasNoMend() {
        assertThat(StartFailure.mend(new IllegalStateException("a bug"))).isEmpty();
    }

    private static ConfigValidationException wrong(Map<String, String> settings) {
        try {
            SettingsFixture.settings(settings);
        } catch (ConfigValidationException expected) {
            return expected;
        }
        throw new AssertionError("these settings are fine: " + settings);
    }
}
