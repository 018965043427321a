package dev.takeone.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a job stands. Each record's methods are its legal moves, and return the next state; {@link Decisions} chooses
 * among them.
 *
 * <pre>
 *   a valid request                                     an invalid or conflicting request
 *        │                                                             │
 *        ▼          post                     accepted                  │
 *    Accepted ─────────────► Submitting ─────────────► Submitted       │
 *        ▲                   │  ▲  │  │                 │  ▲  │  │     │
 *        └───────────────────┘  └──┘  │                 └──┘  │  │     │
 *     not accepted, as far    in doubt│   checked, not over   │  │     │
 *     as its answer says     (replay) │                       │  │     │
 *                                     │               a video │  │     │
 *             rejected, or in         │                       ▼  │     │
 *             doubt for good          │              Completed   │     │
 *                                     ▼                          ▼     ▼
 *                                   Failed ◄───────────────────────────
 * </pre>
 *
 * <p>Not drawn: an {@code Accepted} is {@code Failed} where it is withdrawn, given up, or may have been
 * accepted and may not be repeated any more; and {@code Submitted} where word comes of a task after all.
 *
 * <p><b>Doubt is sticky.</b> Once the answer to an attempt is lost, the job stays in {@code Submitting}: a task id, the end of
 * the replay window, or the provider's word that nobody will ever know are its only ways out, whatever a later attempt is
 * told; without replays it ends at once. A {@code Submitting} that is read back from the journal may still be answered, by
 * word of the worker that sent it; once that can send no more and has left no word, the job is in doubt.
 *
 * <p>A 503 that does not promise that nothing was executed is less than that, where the next POST bears the same key: the job
 * goes back to {@code Accepted}, bound to the same window, and can be withdrawn no more.
 *
 * <p>One file on purpose, long as it is: the diagram, the states and their moves are read together.
 */
public sealed interface JobState {

    /** What never changes about the job. */
    Job job();

    /** A state with something left to do. */
    sealed interface Live extends JobState {
        /** When the next call to the provider is due; earlier than now means at once. */
        Instant dueAt();

        /** The pause before it that the provider has asked for; zero where it did not. */
        Duration asked();

        /**
         * The same by a clock that was set ahead by so much, or back where negative: its times that are compared with the
         * present are as far from that as before. When a task was submitted is for people too, and stays; beside it stands by
         * how much its clock was set since.
         *
         * <p>So does the beginning of a replay window where the clock is ahead: on a machine that has slept for hours it looks
         * the same, and the provider has not slept. A doubt that ends early costs a look; a late replay may cost a second
         * video.
         */
        Live clockSet(Duration ahead);

        /**
         * The same as read back at {@code now}. Its row may be of a time before this clock was set back, or by another's that
         * is ahead: a replay window has begun no later than the row was written, longer ago by as much as the row is due later
         * than it can have been meant to be, and by as much as this clock is behind the partition. It would else begin anew; a
         * doubt may rather end early.
         *
         * @param writtenAt when the row was written, by the broker's clock
         * @param lastWritten when the last row of its partition was, by the same
         */
        Live readBack(Instant writtenAt, Instant lastWritten, Instant now);

        private static Instant windowStart(Instant first, Duration ahead) {
            return ahead.isNegative() ? first.plus(ahead) : first;
        }

        private static Instant windowStart(
                Live row, Instant first, Instant writtenAt, Instant lastWritten, Instant now) {
            Duration asked = row.asked();
            Duration longest = asked.compareTo(Rules.LONGEST_PAUSE) > 0 ? asked : Rules.LONGEST_PAUSE;
            Duration ahead = Duration.between(writtenAt.plus(longest), row.dueAt());
            Instant own = ahead.isPositive() ? first.minus(ahead) : first;
            Instant begun = own.isBefore(writtenAt) ? own : writtenAt;
            return windowStart(begun, Duration.between(lastWritten, now));
        }
    }

    /** An ending, told once and never changed. */
    sealed interface Ended extends JobState {
        /** When the ending was decided. */
        Instant endedAt();

        /**
         * What it counts against a ceiling, US dollars: what it has cost, as far as anyone can tell; empty where something
         * was charged, or may have been, and neither provider nor catalogue names a price.
         */
        Optional<BigDecimal> spent();

        /** What is told of its cost may not be all. */
        private static Optional<BigDecimal> atLeastEstimated(Job job, Optional<BigDecimal> told) {
            return told.map(cost -> job.estimate().map(cost::max).orElse(cost)).or(job::estimate);
        }
    }

    /**
     * Waits for its turn: nothing is with the provider.
     *
     * @param body the JSON to send, the same bytes on every attempt; before the first, without its webhook
     * @param posts the POSTs really started so far, none of them accepted as far as their answers say
     * @param refusals how this job has been refused, where it was
     */
    record Accepted(Job job, String body, int posts, Optional<Refusals> refusals, Instant dueAt) implements Live {

        /** The intent to POST, to be journaled before the request is written. */
        Submitting post(Instant now) {
            Instant first = unclearSince().orElse(now);
            return new Submitting(job, body, IdempotencyKey.of(job), posts + 1, first, refusals, Optional.empty(), now);
        }

        /**
         * The same with a webhook in its body, where nothing was sent yet. Once something was, its bytes alone go with the
         * job's key: the provider would take others for another request.
         */
        Accepted calledAt(String withWebhook) {
            return posts == 0 && refusals.isEmpty() ? new Accepted(job, withWebhook, posts, refusals, dueAt) : this;
        }

        /** When the first POST was meant that may have been accepted after all; empty where there is none. */
        public Optional<Instant> unclearSince() {
            return refusals.flatMap(Refusals::unclearSince);
        }

        /** A task exists after all: somebody else's POST was accepted. */
        Submitted adopt(List<String> taskIds, boolean replayed, Instant now, Instant firstCheckAt) {
            return Submitted.begin(job, taskIds, Math.max(posts, 1), replayed, now, firstCheckAt);
        }

        /** What may have been accepted may not be repeated any more. */
        Failed failInDoubt(Instant now) {
            if (unclearSince().isEmpty()) {
                throw new IllegalStateException("nothing is in doubt: " + job);
            }
            return Failed.of(job, FailureReason.SUBMISSION_IN_DOUBT, now);
        }

        /** Taken back before anything was bought. Illegal where one of its refusals may have been none. */
        Failed withdraw(Instant now) {
            mustNotBeBegun();
            return Failed.of(job, FailureReason.WITHDRAWN, now);
        }

        /** Dearer than a request may be, before anything was bought. Illegal likewise. */
        Failed tooExpensive(Instant now) {
            mustNotBeBegun();
            return Failed.of(job, FailureReason.TOO_EXPENSIVE, now);
        }

        private void mustNotBeBegun() {
            if (unclearSince().isPresent()) {
                throw new IllegalStateException("it may have been accepted: " + job);
            }
        }

        /** The end of trying. */
        Failed giveUp(Instant now) {
            return Failed.refused(job, FailureReason.RETRIES_EXHAUSTED, refusals, now);
        }

        @Override
        public Duration asked() {
            return refusals.map(Refusals::asked).orElse(Duration.ZERO);
        }

        @Override
        public Accepted clockSet(Duration ahead) {
            return new Accepted(job, body, posts, refusals.map(streak -> streak.clockSet(ahead)), dueAt.plus(ahead));
        }

        @Override
        public Accepted readBack(Instant writtenAt, Instant lastWritten, Instant now) {
            return new Accepted(
                    job,
                    body,
                    posts,
                    refusals.map(streak -> streak.readBack(this, writtenAt, lastWritten, now)),
                    dueAt);
        }

        @Override
        public String toString() {
            return "Accepted[" + job + ", posts=" + posts + "]";
        }
    }

    /**
     * A POST is about to start, is open, or has ended without telling whether it was accepted.
     *
     * @param body the JSON to send, the same bytes on every attempt
     * @param idempotencyKey the key that every attempt carries
     * @param attempt the number of this POST among those really started, from 1
     * @param firstPostAt when the first POST was meant whose outcome may be unknown; the replay window starts here
     * @param refusals how this job was refused before, where it was
     * @param doubt present from the first attempt on whose outcome is unknown
     * @param dueAt when the next replay may start; without meaning while a POST is open
     */
    record Submitting(
            Job job,
            String body,
            String idempotencyKey,
            int attempt,
            Instant firstPostAt,
            Optional<Refusals> refusals,
            Optional<Doubt> doubt,
            Instant dueAt)
            implements Live {

        /** The same body under the same key once more. Legal in doubt only. */
        Submitting replay(Instant now) {
            mustBeInDoubt();
            return new Submitting(job, body, idempotencyKey, attempt + 1, firstPostAt, refusals, doubt, now);
        }

        /** The outcome of an attempt is unknown, or a replay was told something that says nothing of the first POST. */
        Submitting inDoubt(Doubt next, int posts, Instant replayAt) {
            return new Submitting(job, body, idempotencyKey, posts, firstPostAt, refusals, Optional.of(next), replayAt);
        }

        /** The same POST, of which more is known: how this job has been refused. */
        Submitting refused(Refusals next) {
            return new Submitting(job, body, idempotencyKey, attempt, firstPostAt, Optional.of(next), doubt, dueAt);
        }

        /** Not accepted, as far as the answer says. Illegal in doubt. */
        Accepted notAccepted(int posts, Optional<Refusals> next, Instant again) {
            mustNotBeInDoubt();
            return new Accepted(job, body, posts, next, again);
        }

        /** A task exists. */
        Submitted accepted(List<String> taskIds, boolean replayed, Instant now, Instant firstCheckAt) {
            return Submitted.begin(job, taskIds, attempt, replayed, now, firstCheckAt);
        }

        /** Refused for good. Illegal in doubt. */
        Failed reject(Instant now) {
            mustNotBeInDoubt();
            return Failed.refused(job, FailureReason.REJECTED, refusals, now);
        }

        /** In doubt for good. Legal in doubt only. */
        Failed failInDoubt(Instant now) {
            mustBeInDoubt();
            return Failed.of(job, FailureReason.SUBMISSION_IN_DOUBT, now);
        }

        private void mustBeInDoubt() {
            if (doubt.isEmpty()) {
                throw new IllegalStateException("nothing is in doubt: " + job);
            }
        }

        private void mustNotBeInDoubt() {
            if (doubt.isPresent()) {
                throw new IllegalStateException("doubt is sticky: " + job);
            }
        }

        @Override
        public Duration asked() {
            return doubt.map(Doubt::asked).orElse(Duration.ZERO);
        }

        @Override
        public Submitting clockSet(Duration ahead) {
            return new Submitting(
                    job,
                    body,
                    idempotencyKey,
                    attempt,
                    Live.windowStart(firstPostAt, ahead),
                    refusals.map(streak -> streak.clockSet(ahead)),
                    doubt.map(last -> last.clockSet(ahead)),
                    dueAt.plus(ahead));
        }

        @Override
        public Submitting readBack(Instant writtenAt, Instant lastWritten, Instant now) {
            return new Submitting(
                    job,
                    body,
                    idempotencyKey,
                    attempt,
                    Live.windowStart(this, firstPostAt, writtenAt, lastWritten, now),
                    refusals.map(streak -> streak.readBack(this, writtenAt, lastWritten, now)),
                    doubt,
                    dueAt);
        }

        @Override
        public String toString() {
            return "Submitting[" + job + ", attempt=" + attempt + ", doubt=" + doubt.isPresent() + "]";
        }
    }

    /**
     * Paid for, and running at the provider.
     *
     * @param tasks the provider's tasks, at least one; the job is over when all are
     * @param attempt the number of the POST that was accepted, from 1
     * @param replayed whether the provider recognised the idempotency key of an earlier POST
     * @param submittedAt when the acceptance was learned
     * @param setAhead by how much the clock that tells that was set ahead since, or back where negative
     * @param polls the status checks answered so far; those since the last journaled row are forgotten by a crash
     * @param blind the time in which the provider should have been asked for one of the tasks, and no check began that got a
     *     readable answer to any
     * @param strangers further tasks that were named for this job, and have been told of; never asked about
     */
    record Submitted(
            Job job,
            List<Task> tasks,
            int attempt,
            boolean replayed,
            Instant submittedAt,
            Duration setAhead,
            int polls,
            Duration blind,
            List<String> strangers)
            implements Live {
        /** A row stays small, whatever a provider names; what is beyond that is told of again after a restore. */
        private static final int MAX_STRANGERS = 16;

        public Submitted {
            tasks = List.copyOf(tasks);
            strangers = List.copyOf(strangers);
        }

        static Submitted begin(
                Job job, List<String> taskIds, int attempt, boolean replayed, Instant now, Instant firstCheckAt) {
            List<Task> tasks =
                    taskIds.stream().map(id -> Task.started(id, firstCheckAt)).toList();
            return new Submitted(job, tasks, attempt, replayed, now, Duration.ZERO, 0, Duration.ZERO, List.of());
        }

        @Override
        public Instant dueAt() {
            return nextTask().map(Task::dueAt).orElse(Instant.MIN);
        }

        @Override
        public Duration asked() {
            return Duration.ZERO;
        }

        @Override
        public Submitted clockSet(Duration ahead) {
            return new Submitted(
                    job,
                    tasks.stream().map(task -> task.clockSet(ahead)).toList(),
                    attempt,
                    replayed,
                    submittedAt,
                    setAhead.plus(ahead),
                    polls,
                    blind,
                    strangers);
        }

        @Override
        public Submitted readBack(Instant writtenAt, Instant lastWritten, Instant now) {
            return this;
        }

        /** When it was submitted by the clock as it has been set since: from here on its age counts, and its deadline. */
        public Instant countsFrom() {
            return submittedAt.plus(setAhead);
        }

        /** The task to ask for next: the one due first among those not over; empty where all are over. */
        public Optional<Task> nextTask() {
            return tasks.stream()
                    .filter(task -> !task.over())
                    .min((a, b) -> a.dueAt().compareTo(b.dueAt()));
        }

        /** How many of its tasks are not over. */
        public int open() {
            return (int) tasks.stream().filter(task -> !task.over()).count();
        }

        /** All task ids, in the provider's order. */
        public List<String> taskIds() {
            return tasks.stream().map(Task::id).toList();
        }

        /**
         * The provider could be asked, for whichever task: what was blind ends where that check began, and counts once for all.
         *
         * @param begun when the check began
         * @param now when its answer came; while that was waited for, no other task could be asked
         */
        Submitted heard(Instant begun, Instant now) {
            Instant blindFrom = tasks.stream()
                    .filter(task -> !task.over())
                    .map(Task::askedFrom)
                    .filter(begun::isAfter)
                    .min(Comparator.naturalOrder())
                    .orElse(begun);
            return with(askedNoSoonerThan(now), polls, blind.plus(Duration.between(blindFrom, begun)));
        }

        /** Until then it was left alone: nobody has tried to ask the provider. */
        public Submitted leftUntil(Instant then) {
            return with(askedNoSoonerThan(then), polls, blind);
        }

        private List<Task> askedNoSoonerThan(Instant then) {
            return tasks.stream().map(task -> task.askedNoSoonerThan(then)).toList();
        }

        /** One more check was answered; {@code task} replaces the one of the same id. */
        Submitted checked(Task task) {
            return with(
                    tasks.stream()
                            .map(each -> each.id().equals(task.id()) ? task : each)
                            .toList(),
                    polls + 1,
                    blind);
        }

        private Submitted with(List<Task> next, int checks, Duration blindTime) {
            return new Submitted(job, next, attempt, replayed, submittedAt, setAhead, checks, blindTime, strangers);
        }

        /** Whether all these tasks are the job's, or have been told of as strangers to it. */
        public boolean knows(List<String> ids) {
            return ids.stream().allMatch(id -> taskIds().contains(id) || strangers.contains(id));
        }

        /** The state that will not tell of these tasks again; empty where it could not remember them all. */
        Optional<Submitted> suspecting(List<String> ids) {
            List<String> all = Stream.concat(strangers.stream(), ids.stream().filter(id -> !knows(List.of(id))))
                    .distinct()
                    .toList();
            return all.size() > MAX_STRANGERS
                    ? Optional.empty()
                    : Optional.of(
                            new Submitted(job, tasks, attempt, replayed, submittedAt, setAhead, polls, blind, all));
        }

        /** Every task is over, and one of them made a video. Illegal before. */
        Completed complete(Optional<Duration> generation, Optional<BigDecimal> cost, boolean unsure, Instant now) {
            mustBeOver();
            return new Completed(job.bare(), generation, cost, unsure, now);
        }

        /** Every task is over, without a video. Illegal before. */
        Failed fail(FailureReason reason, Charge charge, Instant now) {
            mustBeOver();
            return new Failed(job.bare(), reason, charge, now);
        }

        private void mustBeOver() {
            if (nextTask().isPresent()) {
                throw new IllegalStateException("a task is still running: " + job);
            }
        }

        @Override
        public String toString() {
            return "Submitted[" + job + ", tasks=" + taskIds() + "]";
        }
    }

    /**
     * Ended with at least one video.
     *
     * @param generation how long the provider took, by its own measure where it tells
     * @param cost what its tasks cost, as far as the provider tells, US dollars
     * @param unsure whether one of them may have cost something that the provider has not told
     */
    record Completed(Job job, Optional<Duration> generation, Optional<BigDecimal> cost, boolean unsure, Instant endedAt)
            implements Ended {

        /** By the provider's word on what it cost, where there is one. */
        public Completed(Job job, Optional<Duration> generation, Optional<BigDecimal> cost, Instant endedAt) {
            this(job, generation, cost, false, endedAt);
        }

        @Override
        public Optional<BigDecimal> spent() {
            return unsure ? Ended.atLeastEstimated(job, cost) : cost.or(job::estimate);
        }
    }

    /** Ended without a video, for {@code reason}. */
    record Failed(Job job, FailureReason reason, Charge charge, Instant endedAt) implements Ended {
        @Override
        public Optional<BigDecimal> spent() {
            return switch (charge.charged()) {
                case NO -> Optional.of(BigDecimal.ZERO);
                case YES -> charge.cost().or(job::estimate);
                case UNKNOWN -> Ended.atLeastEstimated(job, charge.cost());
            };
        }

        /** After refusals of which one may have been none, nobody can promise that nothing was charged. */
        private static Failed refused(Job job, FailureReason reason, Optional<Refusals> refusals, Instant now) {
            boolean unclear = refusals.flatMap(Refusals::unclearSince).isPresent();
            return new Failed(
                    job.bare(),
                    reason,
                    unclear ? new Charge(FailureReason.Charged.UNKNOWN, Optional.empty()) : Charge.of(reason),
                    now);
        }

        static Failed of(Job job, FailureReason reason, Instant now) {
            return new Failed(job.bare(), reason, Charge.of(reason), now);
        }
    }

    /**
     * POSTs that were not accepted, as far as their answers say.
     *
     * @param count how many there were in a row for which the job itself had to wait; 0 where there was none yet
     * @param counted how long the streak is, without the time in which the account was held
     * @param unclearSince when the first POST was meant whose refusal did not promise that nothing was executed
     * @param asked the pause that the last one asked for; zero where it did not
     */
    record Refusals(int count, Duration counted, Optional<Instant> unclearSince, Duration asked) {
        private static final Refusals NONE = new Refusals(0, Duration.ZERO, Optional.empty(), Duration.ZERO);

        /** After the last one, before the next try. */
        public Duration pause() {
            Duration own = Rules.pauseAfter(count);
            return own.compareTo(asked) > 0 ? own : asked;
        }

        /** The streak after one more refusal; {@code tried} is the part of the time since the last that counts. */
        static Refusals next(Optional<Refusals> before, Duration tried, Duration asked) {
            Refusals streak = before.orElse(NONE);
            boolean counts = streak.count > 0 && tried.isPositive();
            return new Refusals(
                    streak.count + 1, streak.counted.plus(counts ? tried : Duration.ZERO), streak.unclearSince, asked);
        }

        /** The streak with one, meant at {@code postedAt}, that may have been accepted after all. */
        static Refusals unclear(Optional<Refusals> before, Instant postedAt) {
            Refusals streak = before.orElse(NONE);
            return new Refusals(
                    streak.count, streak.counted, streak.unclearSince.or(() -> Optional.of(postedAt)), streak.asked);
        }

        private Refusals clockSet(Duration ahead) {
            return new Refusals(count, counted, unclearSince.map(since -> Live.windowStart(since, ahead)), asked);
        }

        private Refusals readBack(Live row, Instant writtenAt, Instant lastWritten, Instant now) {
            return new Refusals(
                    count,
                    counted,
                    unclearSince.map(since -> Live.windowStart(row, since, writtenAt, lastWritten, now)),
                    asked);
        }
    }

    /**
     * Money may have been spent, and nobody has said for what.
     *
     * @param since when the first outcome became unknown
     * @param last the last that was heard, of whichever attempt
     * @param replays how many replays were told something that settled nothing
     * @param asked the pause that the last answer asked for; zero where it did not
     */
    record Doubt(Instant since, ProviderError last, int replays, Duration asked) {
        private Doubt clockSet(Duration ahead) {
            return new Doubt(since.plus(ahead), last, replays, asked);
        }
    }
}
