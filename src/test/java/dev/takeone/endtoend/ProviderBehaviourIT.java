package dev.takeone.endtoend;

import static dev.takeone.endtoend.Behaviour.completes;
import static dev.takeone.endtoend.Behaviour.fails;
import static dev.takeone.endtoend.Behaviour.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.Ledger;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every behaviour of the provider that concerns one request, all at once against one worker. What holds all requests is in
 * {@link HeldProviderIT}. It lasts a minute, for the worker is patient with a silent POST.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderBehaviourIT {
    private static final String SECRET = "an unlisted lighthouse";
    private static final String IMAGE = "https://images.example.com/unlisted-cat.png";
    private static final String FAILURE = "200 generation_failed server_error generation failed on request";

    static final List<Behaviour> TABLE = Stream.of(
                    ordinary(),
                    refusals(),
                    lostBeforeAcceptance(),
                    lostAfterAcceptance(),
                    checks(),
                    endings(),
                    shapes())
            .flatMap(rows -> rows)
            .toList();

    /** In the contract's table: charged and retryable. */
    private static final Map<String, List<String>> PROMISES = Map.of(
            "rejected", List.of("no", "false"),
            "generation_failed", List.of("no", "true"),
            "cancelled", List.of("unknown", "true"),
            // The simulator names what it cost.
            "no_output", List.of("yes", "false"),
            "deadline_exceeded", List.of("unknown", "false"));

    private Optional<WorkerProcess> worker = Optional.empty();

    private final Scene scene = Scene.open(
            "behaviours",
            Map.of(
                    "TAKEONE_JOB_DEADLINE",
                    "45s",
                    "TAKEONE_STATUS_OUTPUT_PATIENCE",
                    "5s",
                    "QUARKUS_LOG_CATEGORY__DEV_TAKEONE__LEVEL",
                    "DEBUG",
                    "QUARKUS_LOG_CATEGORY__DEV_TAKEONE__MIN_LEVEL",
                    "DEBUG"),
            SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(1))));

    private static Stream<Behaviour> ordinary() {
        return Stream.of(
                completes(""),
                completes("[sim:spoiled-answer]"),
                completes("[sim:keys-away]").atAttempt(2),
                completes("[sim:unavailable]").atAttempt(2),
                completes("[sim:forbidden]").atAttempt(2));
    }

    private static Stream<Behaviour> refusals() {
        return Stream.of(
                refused("[sim:refuse]", "400 400 invalid_request_error Invalid parameter"),
                refused("[sim:forbidden=always]", "403 403 permission_error The key may not use this model"),
                refused("[sim:conflict]", "409 409 conflict_error The request conflicts with another"),
                refused("[sim:sensitive]", "422 422 invalid_request_error Sensitive content"),
                refused("[sim:build-failed]", "500 500 server_error build_request_failed: content moderation failed"));
    }

    /** In doubt, and nothing was charged: a repeat is the first to be accepted. A refused repeat ends nothing. */
    private static Stream<Behaviour> lostBeforeAcceptance() {
        Stream<Behaviour> once = Stream.of(
                        "timeout-408",
                        "server-error",
                        "html-502",
                        "unavailable-html",
                        "gateway-timeout",
                        "redirect",
                        "cut-before-accept",
                        "reset-before-accept")
                .map(word -> completes("[sim:" + word + "]").atAttempt(2));
        return Stream.concat(
                once, Stream.of(completes("[sim:cut-before-accept][sim:refuse]").atAttempt(3)));
    }

    /** In doubt, and charged: the repeat is recognised by its key. A refused repeat ends nothing. */
    private static Stream<Behaviour> lostAfterAcceptance() {
        Stream<Behaviour> once = Stream.of(
                        "cut-after-accept",
                        "reset-after-accept",
                        "half-answer",
                        "silent-after-accept",
                        "no-id",
                        "garbage",
                        "server-error-after-accept",
                        "unavailable-after-accept",
                        "in-progress",
                        "html-502-after-accept")
                .map(word -> completes("[sim:" + word + "]").atAttempt(2).recognised());
        Stream<Behaviour> twice = Stream.of(
                        "[sim:cut-after-accept][sim:refuse]", "[sim:reset-after-accept][sim:conflict]", "[sim:no-id=2]")
                .map(words -> completes(words).atAttempt(3).recognised());
        return Stream.concat(Stream.of(completes("[sim:slow-answer]")), Stream.concat(once, twice));
    }

    /** Odd answers to a check end no task that is paid for, nor does a bad end that is told once. */
    private static Stream<Behaviour> checks() {
        return Stream.of(
                        "mystery=2",
                        "no-status=2",
                        "not-found=2",
                        "gone=2",
                        "not-exist=2",
                        "check-garbage",
                        "check-server-error",
                        "check-502",
                        "check-cut",
                        "check-half",
                        "check-silent",
                        "check-slow",
                        "early-failure")
                .map(word -> completes("[sim:" + word + "]"));
    }

    private static Stream<Behaviour> endings() {
        return Stream.of(
                fails("[sim:fails]", "generation_failed", FAILURE),
                fails("[sim:fails][sim:other-words]", "generation_failed", FAILURE),
                fails("[sim:cancelled]", "cancelled", "200 - - the task was cancelled"),
                fails("[sim:cancelled][sim:other-words]", "cancelled", "200 - - the task was cancelled"),
                fails("[sim:no-url]", "no_output", "200 - - The output was filtered for safety reasons"),
                fails("[sim:empty-url]", "no_output", ""),
                fails("[sim:never-ends]", "deadline_exceeded", ""),
                fails("[sim:fails][sim:several-ids=2]", "generation_failed", FAILURE));
    }

    private static Stream<Behaviour> shapes() {
        return Stream.of(
                        "seconds=3",
                        "url-string",
                        "url-relative",
                        "other-words",
                        "several-ids=3",
                        "estimated-time=1",
                        "old-shape",
                        "ext-shape",
                        "at-once")
                .map(word -> completes("[sim:" + word + "]"));
    }

    @BeforeAll
    void allAtOnce() {
        worker = Optional.of(scene.start("one"));
        TABLE.forEach(row -> scene.request(row.id(), SECRET + row.directives()));
        scene.publish(Message.of("""
                        {"model":"veo3.1-fast-official","prompt":"#with-image %s","first_frame_image":"%s"}""".formatted(SECRET, IMAGE)).id("with-image"));
        scene.events().awaitEndings(TABLE.size() + 1);
        scene.events().readToEnd();
    }

    @AfterAll
    void end() {
        scene.close();
    }

    @ParameterizedTest
    @FieldSource("TABLE")
    void eachHasItsEnding(Behaviour row) {
        Event ending = scene.events().ending(row.id());

        assertThat(ending.kind()).isEqualTo(row.reason().isPresent() ? Kind.FAILED : Kind.COMPLETED);
        assertThat(ending.text("reason")).isEqualTo(row.reason().orElse(""));
        row.reason()
                .ifPresent(reason -> assertThat(List.of(ending.text("charged"), ending.text("retryable")))
                        .isEqualTo(PROMISES.get(reason)));
        assertThat(providerError(ending)).isEqualTo(row.error());
        assertThat(scene.charges(row.id())).isEqualTo(row.charges());
    }

    @ParameterizedTest
    @FieldSource("TABLE")
    void whatIsPaidForIsToldOnceAndBeforeItsEnding(Behaviour row) {
        List<Event> submitted = scene.events().of(row.id()).stream()
                .filter(event -> event.kind() == Kind.SUBMITTED)
                .toList();

        assertThat(submitted).hasSize(row.attempt() > 0 ? 1 : 0).allSatisfy(event -> {
            Ledger.Charge charge =
                    scene.simulator().ledger().chargesFor("#" + row.id()).getFirst();
            assertThat(event.json().path("attempt").asInt()).isEqualTo(row.attempt());
            assertThat(event.json().path("replayed").asBoolean()).isEqualTo(row.replayed());
            assertThat(event.text("task_id")).isEqualTo(charge.taskIds().getFirst());
            assertThat(scene.events().ending(row.id()).text("task_id")).isEqualTo(event.text("task_id"));
            assertThat(Instant.parse(event.headers().get("ce_time")))
                    .isBeforeOrEqualTo(Instant.parse(
                            scene.events().ending(row.id()).headers().get("ce_time")));
        });
    }

    @Test
    void theVideosAreThoseOfTheProvider() {
        assertThat(urls("0")).singleElement().asString().matches("https://simulator\\.invalid/f/video/.+-0\\.mp4");
        assertThat(urls("url-string_0")).singleElement().asString().startsWith("https://simulator.invalid/f/video/");
        assertThat(urls("url-relative_0")).singleElement().asString().matches("http://[^/]+/f/video/.+\\.mp4");
    }

    @Test
    void ofSeveralTasksAllAreToldAndAwaited() {
        Event submitted = scene.events().submitted("several-ids_3_0");
        Event completed = scene.events().ending("several-ids_3_0");

        assertThat(submitted.json().path("task_ids")).hasSize(3);
        assertThat(completed.json().path("task_ids")).isEqualTo(submitted.json().path("task_ids"));
        assertThat(urls("several-ids_3_0")).hasSize(3).doesNotHaveDuplicates();
        assertThat(scene.events().ending("fails_several-ids_2_0").json().path("task_ids"))
                .hasSize(2);
    }

    @Test
    void aRepeatIsTheSameBodyUnderTheSameKey() {
        Map<String, Set<String>> bodiesByKey = scene.simulator().ledger().posts().stream()
                .collect(Collectors.groupingBy(
                        post -> post.key().orElseThrow(),
                        Collectors.mapping(Ledger.Post::bodyHash, Collectors.toSet())));
        Map<String, Set<String>> keysByBody = scene.simulator().ledger().posts().stream()
                .collect(Collectors.groupingBy(
                        Ledger.Post::bodyHash,
                        Collectors.mapping(post -> post.key().orElseThrow(), Collectors.toSet())));

        assertThat(bodiesByKey)
                .hasSize(TABLE.size() + 1)
                .allSatisfy((key, bodies) -> assertThat(bodies).hasSize(1));
        assertThat(keysByBody).allSatisfy((body, keys) -> assertThat(keys).hasSize(1));
        assertThat(scene.simulator().ledger().doubleCharges()).isEmpty();
    }

    /** At level DEBUG, where a line tells of every move. */
    @Test
    void logsEventsAndMetricsHoldNeitherKeyNorPromptsNorImageUrls() {
        assertThat(scene.log())
                .anyMatch(line -> line.contains("DEBUG") && line.contains("requestId=cut-after-accept_0"))
                .noneMatch(line -> line.contains(SECRET))
                .noneMatch(line -> line.contains(IMAGE))
                .noneMatch(line -> line.contains(Scene.API_KEY));
        assertThat(scene.events().all())
                .noneMatch(event -> event.everything().contains(Scene.API_KEY))
                .noneMatch(event -> event.everything().contains(SECRET));
        assertThat(scene.get(worker.orElseThrow(), "/q/metrics"))
                .contains("takeone_transitions_total")
                .doesNotContain(Scene.API_KEY, SECRET, IMAGE);
    }

    private List<String> urls(String id) {
        List<String> urls = new ArrayList<>();
        scene.events()
                .ending(id)
                .json()
                .path("videos")
                .forEach(video -> urls.add(video.path("url").asText()));
        return urls;
    }

    private static String providerError(Event event) {
        JsonNode error = event.json().path("provider_error");
        return error.isMissingNode()
                ? ""
                : Stream.of("http_status", "code", "type", "message")
                        .map(field -> error.path(field).asText("-"))
                        .collect(Collectors.joining(" "));
    }
}
