package dev.takeone.request;

import static dev.takeone.request.Records.fast;
import static dev.takeone.request.Records.header;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String GOOD = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String OTHER = "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-00";

    @ParameterizedTest
    @ValueSource(strings = {GOOD, OTHER})
    void aWellFormedOneIsCarriedAlong(String text) {
        assertThat(Records.read(fast(""), header("traceparent", text)).job().traceparent())
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
        assertThat(reading.job().traceparent()).isEmpty();
    }

    @Test
    void twoHeadersAreNone() {
        assertThat(Records.read(fast(""), header("traceparent", GOOD), header("traceparent", GOOD))
                        .job()
                        .traceparent())
                .isEmpty();
    }

    @Test
    void theTransportsOwnHeaderComesBeforeTheEvents() {
        assertThat(Records.read(fast(""), header("ce_traceparent", OTHER), header("traceparent", GOOD))
                        .job()
                        .traceparent())
                .contains(GOOD);
        assertThat(Records.read(fast(""), header("ce_traceparent", OTHER)).job().traceparent())
                .contains(OTHER);
    }

    @Test
    void aStructuredEventMayCarryIt() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"traceparent\":\"" + GOOD
                + "\",\"data\":" + fast("") + "}";
        assertThat(Records.read(event, header("content-type", "application/cloudevents+json"))
                        .job()
                        .traceparent())
                .contains(GOOD);
    }
}
