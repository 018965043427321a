package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventRecord;
import dev.takeone.events.EventTopics;
import dev.takeone.job.JobEvent;
import dev.takeone.job.SampleJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas of events, by the golden files of {@code events}. The end-to-end tests judge every event by them too. */
class EventSchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDEN = Path.of("src", "test", "resources", "events");
    private static final EventRecord SUBMITTED = new CloudEvents("/takeone", new EventTopics("s", "c", "f"), false)
            .render(new JobEvent.Submitted(
                    SampleJobs.full(), List.of("task_01"), 1, false, Instant.parse("2026-11-22T20:00:00Z")));

    static List<Path> goldenFiles() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void anEventIsAsItsSchemaSays(Path file) throws IOException {
        String name = file.getFileName().toString().split("[-.]", -1)[0];

        assertThat(Contract.faults(name, headers(name), JSON.readTree(file.toFile())))
                .isEmpty();
    }

    @Test
    void whatIsNotInTheContractIsAFault() throws IOException {
        assertThat(faultsWith(json -> json.put("more", 1))).isNotEmpty();
        assertThat(faultsWith(json -> json.remove("task_id"))).isNotEmpty();
        assertThat(faultsWith(json -> json.putNull("model"))).isNotEmpty();
        assertThat(faultsWith(json -> json.put("attempt", 0))).isNotEmpty();
        assertThat(faultsWith(json -> json.put("submitted_at", "yesterday"))).isNotEmpty();
        assertThat(faultsWith(json -> json.withObject("/origin").put("epoch", 1)))
                .isNotEmpty();
        assertThat(faultsWith(json -> {})).isEmpty();
    }

    @Test
    void headersAreJudgedToo() throws IOException {
        JsonNode value = JSON.readTree(SUBMITTED.value());

        assertThat(Contract.faults("submitted", SUBMITTED.headers(), value)).isEmpty();
        assertThat(Contract.faults("failed", SUBMITTED.headers(), value)).isNotEmpty();
        assertThat(Contract.faults("submitted", with("ce_time", "soon"), value)).isNotEmpty();
        assertThat(Contract.faults("submitted", with("ce_more", "x"), value)).isNotEmpty();
    }

    private static List<String> faultsWith(Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(SUBMITTED.value());
        change.accept(json);
        return Contract.faults("submitted", SUBMITTED.headers(), json);
    }

    private static Map<String, String> headers(String name) {
        Map<String, String> headers = with("ce_id", "5f2c-" + name);
        headers.put("ce_type", "dev.takeone.video." + name + ".v1");
        return headers;
    }

    private static Map<String, String> with(String header, String value) {
        Map<String, String> headers = new LinkedHashMap<>(SUBMITTED.headers());
        headers.put(header, value);
        return headers;
    }
}
