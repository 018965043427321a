package dev.takeone.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.takeone.broker.Broker;
import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventRecord;
import dev.takeone.events.EventTopics;
import dev.takeone.job.Bytes;
import dev.takeone.job.Charge;
import dev.takeone.job.FailureReason;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.Origin;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Video;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Two workers amid a day's work, and a console beside them: some of everything that a page shows, hostile texts too. */
final class ConsoleScene implements AutoCloseable {
    /** The password of all users. */
    static final String PASSWORD = "correct horse";

    /** Wants to be an element that runs what it says. */
    static final String HOSTILE = "<img/src=x/onerror=window.hit=1>";

    /** What a provider may say. */
    static final String SCRIPT = "<script>window.hit=1</script> \"' &amp;";

    /** What a provider may give for a video. */
    static final String SCRIPT_ADDRESS = "javascript:window.hit=1";

    /** Nothing of this model is bought: what asks for it waits. */
    static final String HELD_MODEL = "veo3.1-quality-official";

    /** The request whose video can be played. */
    static final String FILM = "film-1";

    private static final int HASH_COST = 10;
    private static final String GROUP = "studio";
    private static final String HOLD =
            "{\"command\":\"hold\",\"model\":\"" + HELD_MODEL + "\",\"reason\":\"price shock\",\"by\":\"maria\"}";

    private final Scene scene;
    private final URI console;
    private final Instant now = InstantSource.system().instant();

    private ConsoleScene(Scene scene, URI console) {
        this.scene = scene;
        this.console = console;
    }

    /**
     * Starts everything, and returns when both workers are ready and the requests have ended that will.
     *
     * @param film the address of the only video that is there
     */
    static ConsoleScene open(Path folder, URI film) {
        Scene scene = Scene.open(
                GROUP,
                Map.of(
                        "TAKEONE_PROVIDER_REQUESTS_PER_MINUTE", "500",
                        "TAKEONE_STATUS_INTERVAL", "2s",
                        "TAKEONE_SPEND_PER_DAY", "250"),
                SimulatorSettings.defaults()
                        .withDurations(TaskDurations.between(Duration.ofSeconds(1), Duration.ofSeconds(4), 7)));
        try {
            return open(scene, folder, film);
        } catch (RuntimeException | AssertionError failed) {
            scene.close();
            throw failed;
        }
    }

    private static ConsoleScene open(Scene scene, Path folder, URI film) {
        Scene.done(scene.admin()
                .createTopics(List.of(new NewTopic(scene.topic("commands"), 1, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact"))))
                .all());
        scene.write("commands", 0, "price-shock", HOLD);
        WorkerProcess one = scene.launch("studio-1", Map.of());
        WorkerProcess two = scene.launch("studio-2", Map.of());
        WorkerProcess console = scene.launch(
                "console",
                Map.of(
                        "TAKEONE_ROLE",
                        "console",
                        "TAKEONE_CONSOLE_USERS_FILE",
                        users(folder).toString()));
        one.awaitReady();
        two.awaitReady();
        ConsoleScene opened = new ConsoleScene(scene, console.url());
        opened.publish();
        opened.tellOfHostileEndings();
        opened.tellOfAVideo(film);
        console.awaitReady();
        return opened;
    }

    private static Path users(Path folder) {
        String hash = BCrypt.withDefaults().hashToString(HASH_COST, PASSWORD.toCharArray());
        try {
            return Files.writeString(
                    folder.resolve("users"), "anna:operator:" + hash + "\nviktor:viewer:" + hash + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish() {
        List<String> ended = IntStream.range(4701, 4711)
                .mapToObj(number -> "order-" + number)
                .toList();
        ended.forEach(id -> request(id, "customer-" + (7 + ended.indexOf(id) % 3), ""));
        IntStream.range(4721, 4724).forEach(number -> request("order-" + number, "customer-7", "[sim:fails]"));
        request("order-4724", "customer-8", "[sim:refuse]");
        publish(Message.of("{" + Message.MODEL + ",\"prompt\":\"a kite\",\"duration\":5}")
                .id("order-4725")
                .key("customer-9"));
        IntStream.range(4731, 4735)
                .forEach(number ->
                        request("order-" + number, "customer-8", "[sim:seconds=" + 2_000 * (number - 4728) + "]"));
        request("order-4741", "customer-9", "[sim:cut-after-accept=always]");
        request(HOSTILE, "customer-9", "[sim:never-ends]");
        IntStream.range(4711, 4718).forEach(number -> waiting("order-" + number, "customer-" + (7 + number % 3)));
        scene.events().awaitEndings(ended);
        scene.events().awaitEndings(List.of("order-4721", "order-4722", "order-4723", "order-4724", "order-4725"));
    }

    /** Endings that no worker has made: what a provider may say, and an address that no browser should follow. */
    private void tellOfHostileEndings() {
        tell(new JobEvent.Completed(
                hostile(1),
                new JobEvent.Result(
                        List.of("task-" + HOSTILE),
                        List.of(
                                new Video(SCRIPT_ADDRESS, Optional.of(now.plus(Duration.ofHours(3)))),
                                new Video("https://cdn.example.com/film.mp4?" + SCRIPT, Optional.empty())),
                        Optional.of(Duration.ofSeconds(100)),
                        Optional.of(new BigDecimal("0.80")),
                        4),
                now.minusSeconds(110),
                now));
        tell(new JobEvent.Failed(
                hostile(2),
                List.of("task-2"),
                new JobEvent.Failure(
                        FailureReason.REJECTED,
                        Charge.of(FailureReason.REJECTED),
                        "The provider said " + SCRIPT,
                        List.of(),
                        0,
                        Optional.of(new ProviderError(
                                Optional.of(400), Optional.of(HOSTILE), Optional.of(SCRIPT), Optional.of(SCRIPT))),
                        Optional.empty()),
                now));
    }

    /** Those of the simulator lie nowhere. */
    private void tellOfAVideo(URI film) {
        tell(new JobEvent.Completed(
                new Job(
                        "%032x".formatted(3),
                        new Identity(Identity.Kind.REQUEST_ID, "", FILM),
                        new Origin(scene.topic("requests"), 0, 1_000_003, now.minusSeconds(120)),
                        Optional.empty(),
                        "c0ffee",
                        Optional.of("veo3.1-fast-official"),
                        "veo3.1-fast-official/720p/8",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new BigDecimal("0.80"))),
                new JobEvent.Result(
                        List.of("task-3"),
                        List.of(new Video(film.toString(), Optional.of(now.plus(Duration.ofHours(3))))),
                        Optional.of(Duration.ofSeconds(100)),
                        Optional.of(new BigDecimal("0.80")),
                        4),
                now.minusSeconds(110),
                now));
    }

    /** The id of one of the two hostile jobs that have ended, 1 completed and 2 failed. */
    static String hostileId(int number) {
        return "%032x".formatted(number);
    }

    private Job hostile(int number) {
        return new Job(
                hostileId(number),
                new Identity(Identity.Kind.CLOUD_EVENT, "/" + SCRIPT, HOSTILE + number),
                new Origin(scene.topic("requests"), 0, 1_000_000 + number, now.minusSeconds(120)),
                Optional.of(Bytes.copyOf(SCRIPT.getBytes(UTF_8))),
                "c0ffee",
                Optional.of(HOSTILE),
                "veo3.1-fast-official/720p/8",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new BigDecimal("0.80")));
    }

    private void tell(JobEvent event) {
        EventRecord rendered = new CloudEvents(
                        "/takeone",
                        new EventTopics(scene.topic("submitted"), scene.topic("completed"), scene.topic("failed")),
                        false)
                .render(event);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                rendered.topic(), rendered.key().toArray(), rendered.value().getBytes(UTF_8));
        rendered.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Broker.shared().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Scene.done(producer.send(record));
        }
    }

    /** Publishes a request that is bought. */
    void request(String id, String key, String directives) {
        publish(Message.prompt("#" + id + " a kite over the sea " + directives)
                .id(id)
                .key(key));
    }

    /** Publishes a request that waits behind the order. */
    void waiting(String id, String key) {
        publish(Message.of("{\"model\":\"" + HELD_MODEL + "\",\"prompt\":\"#" + id + " a harbour at dawn\"}")
                .id(id)
                .key(key));
    }

    private void publish(Message message) {
        scene.publish(message);
    }

    Scene scene() {
        return scene;
    }

    /** The console's address of a page. */
    URI at(String path) {
        return console.resolve(path);
    }

    @Override
    public void close() {
        scene.close();
    }
}
