package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.VirtualClock;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Spans as a collector gets them, and logs as a machine reads them. */
class TracesIT {
    private static final String PROTOCOL = "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String STATE = "congo=t61rcWkgMzE";
    private static final List<String> KEYS =
            List.of("requestId", "jobId", "taskId", "partition", "offset", "attempt", "charged", "reason");

    private record Exported(String replica, String name, String trace, String span, String parent) {}

    @Test
    void aTraceGoesOnInAnotherReplicaAfterAKill() {
        VirtualClock provider = new VirtualClock(Instant.parse("2026-11-22T10:00:00Z"));
        SimulatorSettings simulated = SimulatorSettings.defaults().withClock(provider);
        try (HttpRecorder collector = HttpRecorder.answering(200, "");
                Scene scene = Scene.open("traces", traced(collector.url()), simulated)) {
            WorkerProcess killed = scene.start("one", Map.of(Scene.SESSION, "6s"));
            scene.publish(Message.prompt("a kite over the sea")
                    .id("kite")
                    .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                    .header("tracestate", STATE));
            scene.events()
                    .await(
                            "the submission's span",
                            () -> spans(collector).anyMatch(span -> span.name().equals("submitted")));
            killed.kill();
            scene.start("two");
            scene.events().awaitEndings(1, provider);
            scene.events()
                    .await(
                            "the ending's span",
                            () -> spans(collector).anyMatch(span -> span.name().equals("completed")));

            assertThat(spans(collector))
                    .allMatch(
                            span -> span.trace().equals(TRACE) && span.parent().equals(PARENT));
            assertThat(spans(collector).filter(span -> span.replica().equals("one")))
                    .extracting(Exported::name)
                    .contains("submit", "submitted")
                    .doesNotContain("completed");
            assertThat(spans(collector).filter(span -> span.replica().equals("two")))
                    .extracting(Exported::name)
                    .contains("check", "completed")
                    .doesNotContain("submit");
            assertThat(scene.events().of(Kind.COMPLETED).getFirst().headers())
                    .containsEntry("traceparent", "00-" + TRACE + "-" + span(collector, "completed") + "-01")
                    .containsEntry("tracestate", STATE);
            assertLogsAreJson(scene);
        }
    }

    /** The settings of the documentation: what goes by gRPC needs libraries of its own, of which the worker has no more. */
    @Test
    void spansAreExportedByGrpcWhereNoProtocolIsNamed() {
        try (SpanRecorder collector = new SpanRecorder();
                Scene scene = Scene.open("grpc", Map.of(), SimulatorSettings.defaults())) {
            Map<String, String> traced = new HashMap<>(traced(collector.url()));
            traced.remove(PROTOCOL);
            scene.start("one", traced);
            scene.publish(Message.prompt("a kite over the sea").id("kite"));
            scene.events().awaitEndings(1);
            scene.events()
                    .await(
                            "the ending's span",
                            () -> spans(collector.requests().stream())
                                    .anyMatch(span -> span.name().equals("completed")));
        }
    }

    /** The sender's tracing is its own affair: neither the trace nor the baggage goes to the provider. */
    @Test
    void theProviderIsToldNothingOfTheTrace() {
        String refusal =
                "{\"error\":{\"code\":\"invalid_prompt\",\"type\":\"invalid_request_error\",\"message\":\"no\"}}";
        try (HttpRecorder collector = HttpRecorder.answering(200, "");
                HttpRecorder provider = HttpRecorder.answering(400, refusal);
                Scene scene = Scene.open("untold", traced(collector.url()), SimulatorSettings.defaults())) {
            scene.start("one", Map.of("TAKEONE_PROVIDER_URL", provider.url().toString()));
            scene.publish(Message.prompt("a kite over the sea")
                    .id("kite")
                    .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                    .header("baggage", "tenant=a"));
            scene.events().awaitEndings(1);

            assertThat(provider.calls()).hasSize(1);
            assertThat(provider.calls().getFirst().headers().keySet())
                    .extracting(name -> name.toLowerCase(Locale.ROOT))
                    .contains("idempotency-key")
                    .doesNotContain("traceparent", "tracestate", "baggage");
        }
    }

    private static Map<String, String> traced(URI collector) {
        return Map.of(
                "QUARKUS_OTEL_SDK_DISABLED",
                "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                collector.toString(),
                PROTOCOL,
                "http/protobuf",
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                "100ms",
                "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
                "true");
    }

    private static String span(HttpRecorder collector, String name) {
        return spans(collector)
                .filter(each -> each.name().equals(name))
                .map(Exported::span)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Exported> spans(HttpRecorder collector) {
        return spans(collector.calls().stream()
                .filter(call -> call.path().equals("/v1/traces"))
                .map(call -> parsed(call.body().toArray())));
    }

    private static Stream<Exported> spans(Stream<ExportTraceServiceRequest> requests) {
        return requests.flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(TracesIT::spans);
    }

    private static Stream<Exported> spans(ResourceSpans each) {
        String replica = each.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.instance.id"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
        return each.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .map(span -> new Exported(
                        replica,
                        span.getName(),
                        hex(span.getTraceId()),
                        hex(span.getSpanId()),
                        hex(span.getParentSpanId())));
    }

    private static ExportTraceServiceRequest parsed(byte[] body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    /** Java itself may say a word before the logging is there. */
    private static void assertLogsAreJson(Scene scene) {
        List<JsonNode> lines = scene.log().stream()
                .filter(line -> line.startsWith("{"))
                .map(Event::json)
                .toList();
        assertThat(scene.log())
                .allMatch(line ->
                        line.startsWith("{") || line.startsWith("Picked up JAVA_TOOL_OPTIONS") || line.isBlank());
        assertThat(lines)
                .filteredOn(line -> line.path("message").asText().startsWith("submitted"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.at("/mdc/requestId").asText()).isEqualTo("kite");
                    assertThat(line.at("/mdc/taskId").asText()).isNotEmpty();
                    assertThat(line.at("/mdc/reason").asText()).isEqualTo("submitted");
                    assertThat(line.path("level").asText()).isEqualTo("INFO");
                });
        assertThat(lines)
                .extracting(line -> line.path("mdc"))
                .filteredOn(mdc -> mdc.has("jobId"))
                .hasSizeGreaterThanOrEqualTo(3)
                .flatExtracting(TracesIT::names)
                .isSubsetOf(KEYS);
    }

    private static List<String> names(JsonNode line) {
        List<String> names = new ArrayList<>();
        line.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
