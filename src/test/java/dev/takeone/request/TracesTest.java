package dev.takeone.request;

import static dev.takeone.request.Records.fast;
import static dev.takeone.request.Records.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.TraceContext;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {
    private static final String GOOD = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String OTHER = "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-00";

    @ParameterizedTest
    @ValueSource(strings = {GOOD, OTHER})
    void aWellFormedOneIsCarriedAlong(String text) {
        assertThat(Records.read(fast(""), header("traceparent", text))
                        .job()
                        .trace()
                        .map(TraceContext::parent))
                .contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                GOOD + "-x",
                GOOD + " ",
                GOOD + "\n",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
            })
    void aMalformedOneIsAbsentAndNoError(String text) {
        RequestReading reading = Records.read(fast(""), header("traceparent", text));
        assertThat(reading).isInstanceOf(RequestReading.Valid.class);
        assertThat(reading.job().trace().map(TraceContext::parent)).isEmpty();
    }

    @Test
    void twoHeadersAreNone() {
        assertThat(Records.read(fast(""), header("traceparent", GOOD), header("traceparent", GOOD))
                        .job()
                        .trace()
                        .map(TraceContext::parent))
                .isEmpty();
    }

    @Test
    void theTransportsOwnHeaderComesBeforeTheEvents() {
        assertThat(Records.read(fast(""), header("ce_traceparent", OTHER), header("traceparent", GOOD))
                        .job()
                        .trace()
                        .map(TraceContext::parent))
                .contains(GOOD);
        assertThat(Records.read(fast(""), header("ce_traceparent", OTHER))
                        .job()
                        .trace()
                        .map(TraceContext::parent))
                .contains(OTHER);
    }

    @Test
    void aStructuredEventMayCarryIt() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"traceparent\":\"" + GOOD
                + "\",\"data\":" + fast("") + "}";
        assertThat(Records.read(event, header("content-type", "application/cloudevents+json"))
                        .job()
                        .trace()
                        .map(TraceContext::parent))
                .contains(GOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"congo=t61rcWkgMzE", "a@vendor=1, b=2 x ,c/d=~", "a=b"})
    void theSendersStateIsCarriedAlongAsItCame(String text) {
        assertThat(state(text)).contains(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a=1,,b=2|a=1,b=2", "a=1, ,\t,b=2|a=1,b=2", "a=b,|a=b", ",a=b|a=b", "a=1, b=2,|a=1, b=2"})
    void anEmptyMemberTakesNoOtherAway(String text, String carried) {
        assertThat(state(text)).contains(carried);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a=", "=b", "A=b", ",", " , ", "a=b\n", "a=b,c=d=e", "a=\u00e4"})
    void aMalformedStateIsAbsentAndTheParentStays(String text) {
        assertThat(state(text)).isEmpty();
        assertThat(Records.read(fast(""), header("traceparent", GOOD), header("tracestate", text))
                        .job()
                        .trace())
                .isPresent();
    }

    @Test
    void aStateThatNobodyHasToPassOnIsAbsent() {
        assertThat(state("a=" + "x".repeat(250) + ",b=" + "y".repeat(250))).isPresent();
        assertThat(state("a=" + "x".repeat(256) + ",b=" + "y".repeat(256))).isEmpty();
        assertThat(state("a=b" + ",a=b".repeat(32))).isEmpty();
    }

    @Test
    void aStateWithoutAParentOrOfAnotherPlaceIsNone() {
        assertThat(Records.read(fast(""), header("tracestate", "a=b")).job().trace())
                .isEmpty();
        assertThat(Records.read(fast(""), header("traceparent", GOOD), header("ce_tracestate", "a=b"))
                        .job()
                        .trace())
                .contains(new TraceContext(GOOD, Optional.empty()));
    }

    private static Optional<String> state(String text) {
        return Records.read(fast(""), header("traceparent", GOOD), header("tracestate", text))
                .job()
                .trace()
                .flatMap(TraceContext::state);
    }
}
