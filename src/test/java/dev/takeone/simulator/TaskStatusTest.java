package dev.takeone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TaskStatusTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final VirtualClock clock = new VirtualClock(START);
    private final Simulator simulator = Simulator.start(
            SimulatorSettings.defaults().withClock(clock).withDurations(TaskDurations.fixed(Duration.ofSeconds(100))));
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, pending, 0",
        "9, pending, 0",
        "10, processing, 10",
        "45, processing, 45",
        "99, processing, 99",
        "100, completed, 100",
        "9999, completed, 100"
    })
    void aTaskWaitsRunsAndCompletes(long second, String status, int progress) {
        String id = caller.accepted("a dog");
        clock.advance(Duration.ofSeconds(second));

        assertThatObject(caller.task(id))
                .returns(id, task -> task.getString("id"))
                .returns(status, task -> task.getString("status"))
                .returns(progress, task -> task.getInteger("progress"))
                .returns(START.getEpochSecond(), task -> task.getLong("created"))
                .returns(100, task -> task.getInteger("estimated_time"))
                .returns(status.equals("completed"), task -> task.containsKey("result"));
    }

    @Test
    void aTaskMayBeDoneAtACheckWhateverTheTime() {
        String id = caller.accepted("a dog [sim:done-at-check=2]");
        clock.advance(Duration.ofSeconds(9_999));

        assertThat(caller.status(id)).isEqualTo("processing");
        clock.advance(Duration.ofSeconds(1));
        assertThatObject(caller.task(id))
                .returns("completed", task -> task.getString("status"))
                .returns(10_000, task -> task.getInteger("actual_time"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(caller.task(id).getInteger("actual_time")).isEqualTo(10_000);
    }

    @Test
    void aVideoMayComeLaterThanTheWordThatItIsDone() {
        String id = caller.accepted("a dog [sim:late-url=30]");
        clock.advance(Duration.ofSeconds(129));
        assertThat(caller.status(id)).isEqualTo("completed");
        assertThat(caller.task(id).getJsonObject("result").getJsonArray("videos"))
                .isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(caller.task(id).getJsonObject("result").getJsonArray("videos"))
                .hasSize(1);
    }

    @Test
    void aFailedTaskMayNameACostThatIsNotGivenBack() {
        JsonObject task = ended("a dog [sim:fails-charged]");
        assertThat(task.getString("status")).isEqualTo("failed");
        assertThat(task.getDouble("cost")).isEqualTo(0.1);
        assertThat(simulator.totals().refunds()).isZero();
        assertThat(ended("a dog [sim:fails]").containsKey("cost")).isFalse();
    }

    @Test
    void aCompletedTaskHasItsTimesItsCostAndAVideoThatExpires() {
        JsonObject task = ended("a dog");

        long end = START.getEpochSecond() + 100;
        assertThat(task.getLong("completed")).isEqualTo(end);
        assertThat(task.getInteger("actual_time")).isEqualTo(100);
        assertThat(task.getDouble("cost")).isEqualTo(0.1);
        assertThat(task.getInteger("credits_cost")).isEqualTo(1);
        JsonArray videos = task.getJsonObject("result").getJsonArray("videos");
        assertThat(videos).hasSize(1);
        assertThat(videos.getJsonObject(0).getLong("expires_at")).isEqualTo(end + 86_400);
        assertThat(videos.getJsonObject(0).getJsonArray("url").getString(0))
                .startsWith("https://")
                .endsWith(".mp4");
    }

    @Test
    void severalSamplesAreSeveralVideos() {
        VideoRequest request =
                VideoRequest.read("{\"model\":\"veo3.1-fast-official\",\"prompt\":\"a dog\",\"sample_count\":3}");

        SimulatedTask task = new SimulatedTask(
                "t",
                request.model(),
                START,
                Duration.ZERO,
                request.samples(),
                request.directives().traits());
        assertThat(videos(Answers.status(task, START).getJsonObject("data")))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    void aFailedTaskSaysWhyAndIsRefunded() {
        String id = caller.accepted("a dog [sim:fails]");
        assertThat(simulator.totals().refunds()).isZero();
        clock.advance(Duration.ofSeconds(100));

        JsonObject task = caller.task(id);
        assertThat(task.getString("status")).isEqualTo("failed");
        assertThat(task.getJsonObject("error").fieldNames()).containsExactlyInAnyOrder("code", "message", "type");
        assertThat(simulator.totals()).returns(1L, Ledger.Totals::charges).returns(1L, Ledger.Totals::refunds);
    }

    @Test
    void aFilteredTaskCompletesWithoutAVideoAndSaysWhy() {
        JsonObject task = ended("a dog [sim:no-url]");

        assertThat(task.getString("status")).isEqualTo("completed");
        assertThat(videos(task)).isEmpty();
        assertThat(task.getString("error_message")).contains("safety");
        assertThat(simulator.totals().refunds()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Fault.Trait.class)
    void everyTraitShowsAtTheEndOrBefore(Fault.Trait trait) {
        simulator.next(trait, 1);
        List<String> ids = submittedIds(trait);
        clock.advance(Duration.ofSeconds(20));
        String before = caller.status(ids.getFirst());
        clock.advance(Duration.ofSeconds(80));

        String shown = before + ", " + shape(caller.task(ids.getFirst())) + ", " + ids.size();
        assertThat(shown).isEqualTo(looksLike(trait));
    }

    private List<String> submittedIds(Fault.Trait trait) {
        caller.post("a dog #" + trait.word());
        return simulator.ledger().chargesFor("#" + trait.word()).getFirst().taskIds();
    }

    private static String shape(JsonObject task) {
        return task.getString("status") + " " + (task.containsKey("result") ? urls(task) : "without result");
    }

    private static String urls(JsonObject task) {
        List<Object> videos = videos(task);
        if (videos.isEmpty()) {
            return "without video";
        }
        Object url = videos.getFirst();
        String text = String.valueOf(url instanceof JsonArray list && !list.isEmpty() ? list.getString(0) : url);
        return (url instanceof JsonArray ? "list " : "string ") + text.substring(0, Math.min(3, text.length()));
    }

    private static List<Object> videos(JsonObject task) {
        return task.getJsonObject("result").getJsonArray("videos").stream()
                .map(video -> ((JsonObject) video).getValue("url"))
                .toList();
    }

    private static String looksLike(Fault.Trait trait) {
        return switch (trait) {
            case FAILS, FAILS_CHARGED -> "processing, failed without result, 1";
            case CANCELLED -> "processing, cancelled without result, 1";
            case NO_URL, LATE_URL -> "processing, completed without video, 1";
            case EMPTY_URL -> "processing, completed list [], 1";
            case NEVER_ENDS -> "processing, processing without result, 1";
            case DONE_AT_CHECK, SECONDS, ESTIMATED_TIME, OLD_SHAPE, EXT_SHAPE -> "processing, completed list htt, 1";
            case URL_STRING -> "processing, completed string htt, 1";
            case URL_RELATIVE -> "processing, completed list /f/, 1";
            case OTHER_WORDS -> "in_progress, succeeded list htt, 1";
            case SEVERAL_IDS -> "processing, completed list htt, 2";
            case AT_ONCE -> "completed, completed list htt, 1";
            case CALLBACK_LOST, CALLBACK_LATE, CALLBACK_TWICE, CALLBACK_FORGED -> "processing, completed list htt, 1";
        };
    }

    @Test
    void theOtherVocabularyHasItsOwnWordsForEveryEnding() {
        assertThat(ended("a dog [sim:other-words] [sim:fails]").getString("status"))
                .isEqualTo("failure");
        assertThat(ended("a dog [sim:other-words] [sim:cancelled]").getString("status"))
                .isEqualTo("canceled");
        assertThat(caller.status(caller.accepted("a dog [sim:other-words]"))).isEqualTo("queued");
    }

    @Test
    void aTaskTakesTheSecondsItsPromptSays() {
        String id = caller.accepted("a dog [sim:seconds=5]");
        clock.advance(Duration.ofSeconds(4));
        assertThat(caller.status(id)).isEqualTo("processing");
        clock.advance(Duration.ofSeconds(1));
        assertThat(caller.status(id)).isEqualTo("completed");
    }

    @ParameterizedTest
    @EnumSource(Fault.Check.class)
    void aFaultOfAPromptIsShownToTheFirstCheckOfItsTaskOnly(Fault.Check fault) {
        String id = caller.accepted("a dog [sim:" + fault.word() + "=1:1]");
        String other = caller.accepted("a cat");

        assertThat(RawCall.check(simulator, other)).isEqualTo("200 status pending");
        assertThat(RawCall.check(simulator, id)).isEqualTo(looksLike(fault));
        assertThat(RawCall.check(simulator, id)).isEqualTo("200 status pending");
        assertThat(simulator.ledger().checksOf(id)).containsExactly(START, START);
        assertThat(simulator.totals().checks()).isEqualTo(3);
    }

    private static String looksLike(Fault.Check fault) {
        return switch (fault) {
            case MYSTERY -> "200 status mystery";
            case NO_STATUS -> "200 status null";
            case NOT_FOUND -> "404 code 404";
            case GONE -> "410 code 410";
            case NOT_EXIST -> "400 task_not_exist";
            case EARLY_FAILURE -> "200 status failed";
            case CHECK_GARBAGE -> "200 unreadable";
            case CHECK_BAD_KEY -> "401 authentication_error";
            case CHECK_NO_BALANCE -> "402 payment_required";
            case CHECK_EDGE_403 -> "403 html";
            case CHECK_THROTTLE -> "429 after 1 s rate_limit_error";
            case CHECK_SERVER_ERROR -> "500 server_error";
            case CHECK_502 -> "502 html";
            case CHECK_UNAVAILABLE -> "503 after 1 s server_error";
            case CHECK_CUT -> "closed";
            case CHECK_HALF -> "200 half";
            case CHECK_SILENT -> "silent";
            case CHECK_SLOW -> "200 status pending";
        };
    }

    @Test
    void aTaskMayStayUnknownForGood() {
        String id = caller.accepted("a dog [sim:not-found=always]");
        clock.advance(Duration.ofHours(1));

        assertThat(RawCall.check(simulator, id)).isEqualTo("404 code 404");
        assertThat(RawCall.check(simulator, id)).isEqualTo("404 code 404");
    }

    @Test
    void anUnknownTaskIsNotFoundAndWithoutAKeyNothingIs() {
        assertThat(caller.check("task_none").statusCode()).isEqualTo(404);
        assertThat(caller.send(caller.to("/v1/tasks/task_none", "wrong").GET()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void theIdIsPercentDecoded() {
        String id = caller.accepted("a dog");

        assertThat(caller.status(id.replace("_", "%5F"))).isEqualTo("pending");
        assertThat(caller.check("a%2Fb+c").statusCode()).isEqualTo(404);
        assertThat(simulator.ledger().checkedTasks()).containsExactly(id, "a/b+c");
    }

    private JsonObject ended(String prompt) {
        String id = caller.accepted(prompt);
        clock.advance(Duration.ofSeconds(100));
        return caller.task(id);
    }
}
