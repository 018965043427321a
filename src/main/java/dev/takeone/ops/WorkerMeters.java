package dev.takeone.ops;

import dev.takeone.job.FailureReason;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.journal.Receipt;
import dev.takeone.worker.WorkerObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Counts and times what happens. Every meter is there from the start, at zero: an increase from nothing to one is none for
 * Prometheus, and the first doubt counts.
 */
public final class WorkerMeters implements WorkerObserver {
    /** Stands for every model that is not in the catalogue: senders may write anything there. */
    static final String OTHER_MODEL = "other";

    private static final int TOO_MANY_REQUESTS = 429;

    /** From an answer on the same host to the longest that a call may take. */
    private static final Duration[] CALLS = millis(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 45_000);

    /** From "at once" to what is an incident for any user. */
    private static final Duration[] DELAYS =
            millis(10, 25, 50, 100, 250, 500, 1_000, 5_000, 15_000, 60_000, 300_000, 1_800_000, 7_200_000);

    /** A video takes minutes. */
    private static final Duration[] VIDEOS =
            millis(15_000, 30_000, 60_000, 90_000, 120_000, 180_000, 300_000, 600_000, 1_200_000, 3_600_000, 7_200_000);

    private final MeterRegistry metrics;
    private final Map<String, Counter> transitions;
    private final Map<String, Counter> submissions;
    private final Map<String, Counter> checks;
    private final Map<String, Counter> costs;
    private final Map<String, Counter> estimates;
    private final Map<String, DistributionSummary> costRatios;
    private final Map<String, Timer> generations;
    private final Map<String, Timer> eventDelays;
    private final Map<String, Timer> requestDurations;
    private final Timer submissionDuration;
    private final Timer checkDuration;
    private final Timer submissionWait;
    private final Counter repeated;
    private final Counter tooManyRequests;
    private final Counter unclaimed;
    private final Counter receiptsKept;

    /**
     * Counts in {@code metrics}.
     *
     * @param models those that have a label of their own
     */
    public WorkerMeters(MeterRegistry metrics, Collection<String> models) {
        this.metrics = metrics;
        List<String> named =
                Stream.concat(models.stream(), Stream.of(OTHER_MODEL)).toList();
        transitions = each(reasons(), reason -> counter("takeone.transitions", "Steps of jobs", "reason", reason));
        submissions = each(
                Outcomes.SUBMISSIONS,
                outcome -> counter("takeone.submissions", "POSTs that have ended", "outcome", outcome));
        checks = each(
                Outcomes.CHECKS,
                outcome -> counter("takeone.checks", "Status checks that have ended", "outcome", outcome));
        costs = each(
                named,
                model -> counter(
                        "takeone.cost", "What the provider says that tasks cost, in US dollars", "model", model));
        estimates = each(
                named,
                model -> counter(
                        "takeone.cost.estimated",
                        "What submitted requests cost by the catalogue's prices, US dollars",
                        "model",
                        model));
        costRatios = each(
                named,
                model -> DistributionSummary.builder("takeone.cost.ratio")
                        .description("What a request cost, as a part of what it was estimated to cost")
                        .tags("model", model)
                        .register(metrics));
        generations = each(
                named,
                model -> timer(
                        "takeone.generation.duration",
                        "How long a completed video took, by the provider's own measure",
                        VIDEOS,
                        "model",
                        model));
        eventDelays = each(
                List.of("submitted", "completed", "failed"),
                event -> timer(
                        "takeone.event.delay",
                        "From the answer that an event tells of to the event's commit",
                        DELAYS,
                        "event",
                        event));
        requestDurations = each(
                List.of("completed", "failed"),
                event -> timer(
                        "takeone.request.duration",
                        "From the record's timestamp to the commit of its ending",
                        VIDEOS,
                        "event",
                        event));
        submissionDuration =
                timer("takeone.submission.duration", "From handing a POST to the client to its outcome", CALLS);
        checkDuration =
                timer("takeone.check.duration", "From handing a status check to the client to its outcome", CALLS);
        submissionWait = timer("takeone.submission.wait", "From the record's timestamp to its first POST", DELAYS);
        repeated = counter("takeone.requests.repeated", "Records that repeat a known request, and were left out");
        tooManyRequests =
                counter("takeone.provider.too.many.requests", "Answers 429, to POSTs and status checks together");
        unclaimed = counter(
                "takeone.submissions.unclaimed", "Task ids that no job claims: each may have been charged for nothing");
        receiptsKept = counter(
                "takeone.receipts.kept",
                "Answers left in the receipts for a job's next owner: their partition had moved, or their commit waited for"
                        + " 15 s");
    }

    private static List<String> reasons() {
        return Stream.concat(
                        Arrays.stream(Transition.Reason.values())
                                .filter(reason ->
                                        reason != Transition.Reason.FAILED && reason != Transition.Reason.REFUSED)
                                .map(Transition.Reason::label),
                        Arrays.stream(FailureReason.values()).map(FailureReason::label))
                .toList();
    }

    /** The word for why a job moved: that of its failure, where it has failed. */
    static String reason(Transition transition) {
        return transition.next() instanceof JobState.Failed failed
                ? failed.reason().label()
                : transition.reason().label();
    }

    @Override
    public void moved(Transition transition) {
        of(transitions, reason(transition)).increment();
    }

    @Override
    public void repeated(Job repeat) {
        repeated.increment();
    }

    @Override
    public void posted(TimedCall call, int attempt, SubmitOutcome outcome) {
        of(submissions, Outcomes.label(outcome)).increment();
        submissionDuration.record(call.took());
        countTooMany(Outcomes.error(outcome));
        if (attempt == 1) {
            submissionWait.record(between(call.job().origin().publishedAt(), call.begun()));
        }
    }

    @Override
    public void checked(TimedCall call, String taskId, StatusOutcome outcome) {
        of(checks, Outcomes.label(outcome)).increment();
        checkDuration.record(call.took());
        countTooMany(Outcomes.error(outcome));
    }

    private void countTooMany(Optional<ProviderError> error) {
        error.flatMap(ProviderError::httpStatus)
                .filter(status -> status == TOO_MANY_REQUESTS)
                .ifPresent(status -> tooManyRequests.increment());
    }

    @Override
    public void told(JobEvent event, Instant at) {
        Duration sincePublished = between(event.job().origin().publishedAt(), at);
        Duration delay = between(event.at(), at);
        switch (event) {
            case JobEvent.Submitted _goesOn -> {
                of(eventDelays, "submitted").record(delay);
                event.job()
                        .estimate()
                        .map(BigDecimal::doubleValue)
                        .ifPresent(of(estimates, model(event.job()))::increment);
            }
            case JobEvent.Completed completed -> {
                of(eventDelays, "completed").record(delay);
                of(requestDurations, "completed").record(sincePublished);
                made(model(event.job()), completed.result());
                compared(event.job(), completed.result().cost());
            }
            case JobEvent.Failed failed -> {
                of(eventDelays, "failed").record(delay);
                of(requestDurations, "failed").record(sincePublished);
                cost(model(event.job()), failed.failure().charge().cost());
            }
        }
    }

    private void made(String model, JobEvent.Result result) {
        cost(model, result.cost());
        result.generation().ifPresent(of(generations, model)::record);
    }

    private void cost(String model, Optional<BigDecimal> cost) {
        cost.filter(dollars -> dollars.signum() > 0)
                .map(BigDecimal::doubleValue)
                .ifPresent(of(costs, model)::increment);
    }

    private void compared(Job job, Optional<BigDecimal> cost) {
        job.estimate()
                .filter(estimate -> estimate.signum() > 0)
                .flatMap(estimate ->
                        cost.filter(paid -> paid.signum() > 0).map(paid -> paid.doubleValue() / estimate.doubleValue()))
                .ifPresent(of(costRatios, model(job))::record);
    }

    @Override
    public void unclaimed(String jobId, SubmitOutcome outcome) {
        if (outcome instanceof SubmitOutcome.Accepted) {
            unclaimed.increment();
        }
    }

    @Override
    public void receiptKept(Receipt receipt) {
        receiptsKept.increment();
    }

    private String model(Job job) {
        return job.model().filter(costs::containsKey).orElse(OTHER_MODEL);
    }

    /** The sender's clock may be ahead of ours. */
    private static Duration between(Instant from, Instant to) {
        return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
    }

    private Counter counter(String name, String what, String... tags) {
        return Counter.builder(name).description(what).tags(tags).register(metrics);
    }

    private Timer timer(String name, String what, Duration[] buckets, String... tags) {
        return Timer.builder(name)
                .description(what)
                .serviceLevelObjectives(buckets)
                .tags(tags)
                .register(metrics);
    }

    private static <M> Map<String, M> each(Collection<String> labels, Function<String, M> meter) {
        return labels.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), meter));
    }

    private static <M> M of(Map<String, M> meters, String label) {
        return Objects.requireNonNull(meters.get(label), label);
    }

    private static Duration[] millis(long... each) {
        return LongStream.of(each).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
