package dev.takeone.journal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Bytes;
import dev.takeone.job.Charge;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.Origin;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Task;
import dev.takeone.job.TraceContext;
import dev.takeone.job.Video;
import dev.takeone.journal.Endings;
import dev.takeone.journal.Row;
import dev.takeone.journal.Sequence;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The law of the codec: what is written comes back, whatever texts, times and numbers it holds. */
class JobCodecPropertiesTest {

    @Property(tries = 500)
    void everyRowComesBack(@ForAll("rows") Row row) {
        assertThat(JobCodec.decode(row.state().job().id(), JobCodec.encode(row)))
                .isEqualTo(Endings.read(row));
    }

    @Property(tries = 500)
    void anyBytesAreSomeAnswer(@ForAll byte[] value) {
        assertThat(JobCodec.decode("a1", value)).isInstanceOf(Decoded.Unreadable.class);
    }

    @Provide
    Arbitrary<Row> rows() {
        Arbitrary<JobState> states = jobs().flatMap(job ->
                Arbitraries.oneOf(accepted(job), submitting(job), submitted(job), completed(job), failed(job)));
        Arbitrary<Long> numbers = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(1L)),
                Tuple.of(3, Arbitraries.longs().greaterOrEqual(1)));
        return Combinators.combine(numbers.map(Sequence::new), states).as(Row::new);
    }

    private static Arbitrary<Job> jobs() {
        Arbitrary<Identity> identities = Combinators.combine(Arbitraries.of(Identity.Kind.class), texts(), texts())
                .as(Identity::new);
        Arbitrary<Origin> origins = Combinators.combine(
                        texts(), Arbitraries.integers(), Arbitraries.longs(), times(), Arbitraries.of(true, false))
                .as(Origin::new);
        Arbitrary<Optional<Bytes>> keys =
                Arbitraries.bytes().array(byte[].class).map(Bytes::copyOf).optional();
        return Combinators.combine(
                        identities,
                        origins,
                        keys,
                        texts(),
                        texts().optional(),
                        texts().optional(),
                        traces().optional(),
                        estimates())
                .as((identity, origin, key, text, model, metadata, trace, estimate) ->
                        new Job("a1", identity, origin, key, text, model, text, metadata, trace, estimate));
    }

    private static Arbitrary<Optional<BigDecimal>> estimates() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Optional.of(new BigDecimal("0.00")))),
                Tuple.of(
                        3,
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.TEN.pow(60).negate(), BigDecimal.TEN.pow(60))
                                .optional()));
    }

    private static Arbitrary<TraceContext> traces() {
        return Combinators.combine(texts(), texts().optional()).as(TraceContext::new);
    }

    private static Arbitrary<JobState> accepted(Job job) {
        return Combinators.combine(texts(), Arbitraries.integers(), refusals().optional(), times())
                .as((body, posts, refusals, dueAt) -> new JobState.Accepted(job, body, posts, refusals, dueAt));
    }

    private static Arbitrary<JobState> submitting(Job job) {
        Arbitrary<JobState.Doubt> doubts = Combinators.combine(times(), errors(), Arbitraries.integers(), waits())
                .as(JobState.Doubt::new);
        return Combinators.combine(
                        texts(),
                        texts(),
                        Arbitraries.integers(),
                        times(),
                        refusals().optional(),
                        doubts.optional(),
                        times())
                .as((body, key, attempt, first, refusals, doubt, dueAt) ->
                        new JobState.Submitting(job, body, key, attempt, first, refusals, doubt, dueAt));
    }

    private static Arbitrary<JobState> submitted(Job job) {
        Arbitrary<List<Task>> tasks = tasks().list().ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(
                        tasks,
                        Arbitraries.integers(),
                        Arbitraries.of(true, false),
                        times(),
                        durations(),
                        Arbitraries.integers(),
                        durations(),
                        texts().list().ofMaxSize(3))
                .as((list, attempt, replayed, at, setAhead, polls, blind, strangers) ->
                        new JobState.Submitted(job, list, attempt, replayed, at, setAhead, polls, blind, strangers));
    }

    private static Arbitrary<JobState> completed(Job job) {
        return Combinators.combine(durations().optional(), costs(), Arbitraries.of(true, false), times())
                .as((generation, cost, unsure, at) -> new JobState.Completed(job, generation, cost, unsure, at));
    }

    private static Arbitrary<JobState> failed(Job job) {
        return Combinators.combine(Arbitraries.of(FailureReason.class), Arbitraries.of(Charged.class), costs(), times())
                .as((reason, charged, cost, at) -> new JobState.Failed(job, reason, new Charge(charged, cost), at));
    }

    private static Arbitrary<JobState.Refusals> refusals() {
        return Combinators.combine(Arbitraries.integers(), durations(), times().optional(), waits())
                .as(JobState.Refusals::new);
    }

    private static Arbitrary<Duration> waits() {
        return durations().map(Duration::abs);
    }

    private static Arbitrary<Task> tasks() {
        return Combinators.combine(
                        texts(),
                        times(),
                        times(),
                        Arbitraries.integers(),
                        times(),
                        Arbitraries.integers().between(0, Integer.MAX_VALUE),
                        told().optional(),
                        ends().optional())
                .as(Task::new);
    }

    private static Arbitrary<Task.End> ends() {
        Arbitrary<List<Video>> videos = Combinators.combine(texts(), times().optional())
                .as(Video::new)
                .list()
                .ofMaxSize(3);
        Arbitrary<Task.End> done =
                Combinators.combine(videos, durations().optional(), costs()).as(Task.End.Done::new);
        Arbitrary<Task.End> fruitless = Combinators.combine(
                        Arbitraries.of(FailureReason.class).filter(FailureReason::endsTasks),
                        errors().optional(),
                        costs(),
                        Arbitraries.of(true, false))
                .as(Task.End.Fruitless::new);
        return Arbitraries.oneOf(done, fruitless);
    }

    private static Arbitrary<Task.Told> told() {
        return Combinators.combine(
                        Arbitraries.of(FailureReason.class),
                        times(),
                        Arbitraries.integers().greaterOrEqual(1))
                .as(Task.Told::new);
    }

    private static Arbitrary<Optional<BigDecimal>> costs() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.TEN.pow(60).negate(), BigDecimal.TEN.pow(60))
                .ofScale(4)
                .map(cost -> cost.movePointRight(7))
                .optional();
    }

    private static Arbitrary<ProviderError> errors() {
        return Combinators.combine(
                        Arbitraries.integers().optional(), texts().optional(), texts().optional(), texts().optional())
                .as(ProviderError::new);
    }

    /** Any text that UTF-8 can carry: control characters, quotes, emoji, but no half of a surrogate pair. */
    private static Arbitrary<String> texts() {
        return Arbitraries.chars()
                .range('\u0000', '\ud7ff')
                .map(String::valueOf)
                .list()
                .ofMaxSize(20)
                .map(chars -> String.join("", chars) + "\ud83c\udfac\"\\\n");
    }

    private static Arbitrary<Instant> times() {
        return Combinators.combine(
                        Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as((seconds, nanos) -> Instant.ofEpochSecond(seconds, nanos));
    }

    private static Arbitrary<Duration> durations() {
        return Arbitraries.longs().map(Duration::ofNanos);
    }
}
