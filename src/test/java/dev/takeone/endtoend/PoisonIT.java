package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What nobody can read, and what is as large as may be, or larger than the topics take: each harms itself alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoisonIT {

    private static final int LIMIT = 256 * 1024;

    private final Scene scene = Scene.open(
            "poison", Map.of(), SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(1))));

    @AfterAll
    void end() {
        scene.close();
    }

    @Test
    void whatIsAsLargeAsMayBeGoesThroughAndWhatTheTopicsDoNotTakeEndsAlone() {
        WorkerProcess worker = scene.start("one");
        byte[] key = new byte[4 * 1024];
        String id = "i".repeat(256);
        String metadata = "{\"x\":\"" + "y".repeat(4 * 1024 - 8) + "\"}";
        String head = "{" + Message.MODEL + ",\"metadata\":" + metadata + ",\"prompt\":\"";
        String whole = head + "p".repeat(LIMIT - head.length() - 2) + "\"}";
        for (int partition = 0; partition < 3; partition++) {
            scene.publishTo(partition, Message.prompt("#before-" + partition).id("before-" + partition));
        }
        scene.publish(Message.of(whole).id(id).key(key));
        scene.publish(Message.of(whole + " ").id("one-too-many").key("k"));
        scene.events().awaitEndings(List.of(id, "one-too-many", "before-0", "before-1", "before-2"));

        assertThat(scene.events().of(id)).hasSize(2).allSatisfy(event -> {
            assertThat(event.key()).isEqualTo("\0".repeat(key.length));
            assertThat(event.json().path("metadata").toString()).isEqualTo(metadata);
        });
        assertThat(scene.events().ending(id).kind()).isEqualTo(Event.Kind.COMPLETED);
        assertThat(scene.events().ending("one-too-many").text("reason")).isEqualTo("invalid_request");

        scene.limitRecords("jobs", 20_000);
        scene.publish(
                Message.prompt("#large " + incompressible(60_000)).id("large").key("same"));
        scene.publish(Message.prompt("#small").id("small").key("same"));
        scene.events().awaitEndings(List.of("large", "small"));
        Event failed = scene.events().ending("large");
        assertThat(failed.text("reason")).isEqualTo("invalid_request");
        assertThat(failed.json().path("violations").path(0).path("code").asText())
                .isEqualTo("too_large");
        assertThat(failed.text("charged")).isEqualTo("no");
        assertThat(failed.coordinates()).startsWith("poison.requests-");
        assertThat(scene.charges("large")).isZero();
        assertThat(scene.events().ending("small").kind()).isEqualTo(Event.Kind.COMPLETED);
        scene.stop(worker);

        // A start refuses topics that do not take the largest event.
        scene.limitRecords("jobs", 1_048_588);
        unreadableRecordsStopTheirPartitionsAlone();
    }

    private void unreadableRecordsStopTheirPartitionsAlone() {
        long newer = scene.write("jobs", 0, "of-a-newer-release", "{\"v\":99,\"seq\":1}");
        long garbage = scene.write("jobs", 1, "garbage", "\u0000 no JSON");
        WorkerProcess worker = scene.start("one");
        for (int partition = 0; partition < 3; partition++) {
            scene.publishTo(partition, Message.prompt("#on-" + partition).id("on-" + partition));
        }
        scene.events().awaitEndings(List.of("on-2"));

        JsonNode stopped = partitions(worker).path("data");
        assertThat(partitions(worker).path("status").asText()).isEqualTo("DOWN");
        assertThat(stopped.path("stopped_0").asText()).contains("poison.jobs-0-" + newer, "version 99", "newer one");
        assertThat(stopped.path("stopped_1").asText()).contains("poison.jobs-1-" + garbage, "without a value");
        assertThat(stopped.has("stopped_2")).isFalse();
        assertThat(scene.log()).anyMatch(line -> line.contains("ERROR") && line.contains("Partition 1 is stopped"));
        assertThat(scene.health(worker, "live").path("status").asText()).isEqualTo("UP");
        assertThat(scene.health(worker, "ready").path("status").asText()).isEqualTo("UP");
        scene.events().readToEnd();
        assertThat(scene.events().of("on-0")).isEmpty();
        assertThat(scene.events().of("on-1")).isEmpty();
        scene.stop(worker);

        scene.erase("jobs", 0, "of-a-newer-release");
        scene.erase("jobs", 1, "garbage");
        scene.start("one");
        scene.events().awaitEndings(List.of("on-0", "on-1"));
        assertThat(scene.charges("on-0")).isEqualTo(1);
        assertThat(scene.charges("on-1")).isEqualTo(1);
    }

    /** A topic's limit is that of the compressed batch. */
    private static String incompressible(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private JsonNode partitions(WorkerProcess worker) {
        return StreamSupport.stream(scene.health(worker, "well").path("checks").spliterator(), false)
                .filter(check -> check.path("name").asText().equals("served partitions"))
                .findFirst()
                .orElseThrow();
    }
}
