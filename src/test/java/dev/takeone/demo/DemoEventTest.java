package dev.takeone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DemoEventTest {
    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(
                        DemoEvent.Kind.SUBMITTED,
                        "{'request_id':'a','task_id':'t-1','attempt':1,'replayed':false}",
                        "t-1, attempt 1"),
                Arguments.of(
                        DemoEvent.Kind.SUBMITTED,
                        "{'request_id':'a','task_id':'t-1','attempt':2,'replayed':true}",
                        "t-1, attempt 2, recognised by its key"),
                Arguments.of(
                        DemoEvent.Kind.COMPLETED,
                        "{'request_id':'a','videos':[{'url':'https://v/1.mp4'}],'generation_seconds':4.5}",
                        "https://v/1.mp4, 4.5 s"),
                Arguments.of(
                        DemoEvent.Kind.FAILED,
                        "{'request_id':'a','reason':'rejected','charged':'no','message':'refused'}",
                        "rejected, charged no: refused"),
                Arguments.of(
                        DemoEvent.Kind.FAILED,
                        "{'request_id':'a','reason':'invalid_request','charged':'no','message':'1 violation',"
                                + "'violations':[{'field':'durration','code':'unknown','message':'no such field'}]}",
                        "invalid_request, charged no: durration: no such field"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsToldInALine(DemoEvent.Kind kind, String json, String details) {
        DemoEvent event = DemoEvent.of(kind, "e-1", json.replace('\'', '"'));
        assertThat(event.details()).isEqualTo(details);
        assertThat(event.requestId()).isEqualTo("a");
        assertThat(event.reason().isPresent()).isEqualTo(kind == DemoEvent.Kind.FAILED);
    }

    @Test
    void aLongMessageIsCut() {
        String json = "{\"request_id\":\"a\",\"message\":\"%s\"}".formatted("x".repeat(500));
        assertThat(DemoEvent.of(DemoEvent.Kind.FAILED, "e-1", json).details())
                .hasSize(160)
                .endsWith("…");
    }

    @Test
    void somethingElseThanAnEventIsSaidToBeSo() {
        assertThatThrownBy(() -> DemoEvent.of(DemoEvent.Kind.FAILED, "e-1", "<html>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an event");
    }

    @Test
    void theLedgerOfTheSimulatorIsRead() {
        String ledger = """
                {"calls":9,"posts":5,"charges":4,"refunds":1,"replays":2,"checks":7,"throttled":0,
                 "peak_per_minute":9,"callbacks_taken":3,"double_charges":{"#a":2}}""";
        assertThat(Charges.of(ledger)).isEqualTo(new Charges(4, 1, 2, 1, 3));
    }
}
