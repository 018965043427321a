package dev.takeone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmsTest {
    @ParameterizedTest
    @CsvSource({
        "REPLAY, ERROR Connection reset, 1",
        "FAIL, ERROR Connection reset, 1",
        "REPLAY, ERROR a task id came for a job that has ended or not, 1",
        "FAIL, ERROR a task id came for a job that has ended or not, 0",
        "REPLAY, WARN  in_doubt requestId=ERROR, 0"
    })
    void anErrorIsAnAlarmUnlessItIsTheLateWordOfAJobThatWasGivenUp(InDoubt policy, String line, int alarms) {
        Alarms told = new Alarms(policy);
        told.line(1, "20:00:00.000 " + line);
        told.line(1, "20:00:00.001 " + line);
        assertThat(told.all())
                .hasSize(alarms)
                .allSatisfy(text -> assertThat(text).startsWith("worker 2 logged an error: "));
    }
}
