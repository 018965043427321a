package dev.takeone.console.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.console.view.RecordAt;
import dev.takeone.console.view.Stage;
import dev.takeone.job.Bytes;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.Origin;
import dev.takeone.job.Task;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A job that has not ended.
 *
 * @param state as the journal has it, without what was asked for
 * @param sequence of its row
 * @param stage what the state says of it
 * @param key the record's key as text; empty where it had none
 * @param since when it came to where it stands, in milliseconds
 * @param earlier what rows before this one have told
 */
public record KnownLive(
        Spot spot,
        JobState.Live state,
        long sequence,
        Stage stage,
        String key,
        long since,
        List<Earlier> earlier,
        Money money)
        implements Known {

    /**
     * What a row says.
     *
     * @param writtenAt when the row was written
     * @param once gives one text for all that are equal
     */
    public static KnownLive of(JobState.Live state, long sequence, Instant writtenAt, UnaryOperator<String> once) {
        JobState.Live kept = bare(state, once);
        return new KnownLive(
                new Spot(
                        kept.job().origin().publishedAt().toEpochMilli(),
                        JobKey.of(kept.job().id())),
                kept,
                sequence,
                stage(kept),
                kept.job().key().map(KnownLive::text).map(once).orElse(""),
                since(kept, writtenAt).toEpochMilli(),
                List.of(),
                new Money(Optional.empty(), kept.job().estimate()));
    }

    /** A record's key as text. */
    public static String text(Bytes key) {
        return new String(key.toArray(), UTF_8);
    }

    /** The same, with what an earlier row of it has told. */
    KnownLive after(KnownLive last, Instant writtenAt) {
        Optional<Earlier> next = switch (state) {
            case JobState.Accepted _waiting ->
                last.isSubmitting()
                        ? Optional.of(new Earlier(last.attempts(), true, writtenAt.toEpochMilli()))
                        : Optional.empty();
            case JobState.Submitting posting ->
                posting.attempt() > Math.max(1, last.attempts())
                        ? Optional.of(new Earlier(posting.attempt(), false, writtenAt.toEpochMilli()))
                        : Optional.empty();
            case JobState.Submitted _running -> Optional.empty();
        };
        return new KnownLive(
                spot,
                state,
                sequence,
                stage,
                key,
                stage == last.stage ? last.since : since,
                Earlier.after(last.earlier, next),
                last.money);
    }

    private boolean isSubmitting() {
        return switch (state) {
            case JobState.Accepted _waiting -> false;
            case JobState.Submitting _posting -> true;
            case JobState.Submitted _running -> false;
        };
    }

    private static Instant since(JobState.Live state, Instant writtenAt) {
        return switch (state) {
            case JobState.Accepted accepted ->
                accepted.posts() == 0 ? accepted.job().origin().publishedAt() : writtenAt;
            case JobState.Submitting submitting ->
                submitting.doubt().map(JobState.Doubt::since).orElse(writtenAt);
            case JobState.Submitted submitted -> submitted.submittedAt();
        };
    }

    private static JobState.Live bare(JobState.Live state, UnaryOperator<String> once) {
        Job job = bare(state.job(), once);
        return switch (state) {
            case JobState.Accepted was -> new JobState.Accepted(job, "", was.posts(), was.refusals(), was.dueAt());
            case JobState.Submitting was ->
                new JobState.Submitting(
                        job, "", "", was.attempt(), was.firstPostAt(), was.refusals(), was.doubt(), was.dueAt());
            case JobState.Submitted was ->
                new JobState.Submitted(
                        job,
                        was.tasks(),
                        was.attempt(),
                        was.replayed(),
                        was.submittedAt(),
                        was.setAhead(),
                        was.polls(),
                        was.blind(),
                        was.strangers());
        };
    }

    private static Job bare(Job job, UnaryOperator<String> once) {
        return new Job(
                job.id(),
                job.identity(),
                job.origin(),
                job.key(),
                "",
                job.model().map(once),
                once.apply(job.profile()),
                Optional.empty(),
                Optional.empty(),
                job.estimate());
    }

    /** POSTs really started. */
    public int attempts() {
        return switch (state) {
            case JobState.Accepted was -> was.posts();
            case JobState.Submitting was -> was.attempt();
            case JobState.Submitted was -> was.attempt();
        };
    }

    /** When the provider accepted it, in milliseconds; 0 where it has not. */
    long submittedAt() {
        return switch (state) {
            case JobState.Accepted _waiting -> 0;
            case JobState.Submitting _posting -> 0;
            case JobState.Submitted was -> was.submittedAt().toEpochMilli();
        };
    }

    private static Stage stage(JobState.Live state) {
        return switch (state) {
            case JobState.Accepted accepted -> accepted.unclearSince().isPresent() ? Stage.IN_DOUBT : Stage.WAITING;
            case JobState.Submitting submitting -> submitting.doubt().isPresent() ? Stage.IN_DOUBT : Stage.POSTING;
            case JobState.Submitted _running -> Stage.RUNNING;
        };
    }

    @Override
    public Optional<FailureReason> reason() {
        return Optional.empty();
    }

    @Override
    public Optional<Charged> charged() {
        return Optional.empty();
    }

    @Override
    public String model() {
        return state.job().model().orElse("");
    }

    @Override
    public String words() {
        return "";
    }

    @Override
    public Names names() {
        return Names.of(identity(), taskIds());
    }

    @Override
    public Identity identity() {
        return state.job().identity();
    }

    @Override
    public RecordAt origin() {
        Origin origin = state.job().origin();
        return new RecordAt(origin.topic(), origin.partition(), origin.offset());
    }

    @Override
    public String taskId() {
        return taskIds().stream().findFirst().orElse("");
    }

    private List<String> taskIds() {
        return switch (state) {
            case JobState.Accepted _waiting -> List.of();
            case JobState.Submitting _posting -> List.of();
            case JobState.Submitted running ->
                running.tasks().stream().map(Task::id).toList();
        };
    }
}
