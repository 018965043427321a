package dev.takeone.simulation;

import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Video;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The provider's side: tasks, charges, and a network that loses what it likes. */
final class Account {
    static final Duration POST_TIMEOUT = Duration.ofSeconds(45);

    /** A video's address may follow the word that it is done. */
    private static final Duration WITHOUT_ADDRESS = Duration.ofSeconds(45);

    /** Of the tasks that begin in a storm in which clocks are set, the part that outlasts it: by who has them then, and when. */
    private static final double OUTLASTING = 0.3;

    private static final ProviderError SAID = ProviderError.transport("said");
    private static final SubmitOutcome CUT = new SubmitOutcome.InDoubt(ProviderError.transport("cut"));
    private static final SubmitOutcome HELD = new SubmitOutcome.AccountHeld(SAID);
    private static final SubmitOutcome BUSY = new SubmitOutcome.Throttled(Optional.empty(), SAID);
    private static final SubmitOutcome BUSY_FOR_A_WHILE = new SubmitOutcome.Throttled(
            Optional.of(Duration.ofSeconds(7)),
            new ProviderError(Optional.of(429), Optional.empty(), Optional.empty(), Optional.empty()));
    private static final SubmitOutcome UNREACHED = new SubmitOutcome.NotSent(SAID);
    private static final SubmitOutcome REJECTED = new SubmitOutcome.Rejected(SAID);
    private static final SubmitOutcome UNAVAILABLE = new SubmitOutcome.Unavailable(Optional.empty(), SAID);
    private static final SubmitOutcome FORBIDDEN = new SubmitOutcome.AccountHeld(said(403));
    private static final SubmitOutcome REDIRECTED = new SubmitOutcome.AccountHeld(said(307));
    private static final SubmitOutcome IN_PROGRESS =
            new SubmitOutcome.InProgress(Optional.of(Duration.ofSeconds(2)), SAID);

    /** What a replay may be told although its first POST was accepted: 402, 403, 409, 429, 503, no connection, 400. */
    private static final List<SubmitOutcome> REFUSALS = List.of(
            HELD, CUT, BUSY, BUSY_FOR_A_WHILE, UNREACHED, REJECTED, UNAVAILABLE, FORBIDDEN, REDIRECTED, IN_PROGRESS);

    private final Scheduler scheduler;
    private final Options options;
    private final MoneyWatch watch;
    private final CallLog calls;
    private final Map<String, List<String>> tasksByKey = new HashMap<>();
    private final Map<String, Instant> doneAt = new HashMap<>();
    private final Set<String> badRequests = new HashSet<>();
    private final Set<String> badTasks = new HashSet<>();
    private final Instant forbiddenFrom;
    private final Instant forbiddenUntil;

    /** Tasks of which an answer was cut, or could not be read at all: six of those in a row would be taken for the whole. */
    private final Set<String> cut = new HashSet<>();

    /** Tasks that were once told to have failed, and go on. */
    private final Set<String> earlyFailures = new HashSet<>();

    Account(Scheduler scheduler, Options options, MoneyWatch watch, CallLog calls) {
        this.calls = calls;
        this.scheduler = scheduler;
        this.options = options;
        this.watch = watch;
        this.forbiddenFrom = scheduler.now().plus(scheduler.upTo(Options.STORM));
        this.forbiddenUntil = forbiddenFrom.plus(scheduler.upTo(Duration.ofMinutes(2)));
    }

    private static ProviderError said(int status) {
        return new ProviderError(Optional.of(status), Optional.empty(), Optional.empty(), Optional.of("said"));
    }

    /** A request has left its worker; {@code answer} hears of the outcome as the worker's client would. */
    void post(String body, String key, Consumer<SubmitOutcome> answer) {
        calls.posted(body, key);
        Once once = new Once(answer);
        scheduler.in(POST_TIMEOUT, () -> once.say(CUT));
        scheduler.soon(Duration.ofSeconds(options.slow() ? 40 : 3), () -> arrive(body, key, once));
    }

    private void arrive(String body, String key, Once answer) {
        if (options.isHeld(scheduler.now())) {
            answer.say(HELD);
        } else if (calm()) {
            accept(body, key, answer, false);
        } else if (isForbidden()) {
            answer.say(scheduler.chance(0.7) ? FORBIDDEN : REDIRECTED);
        } else if (tasksByKey.containsKey(key) && scheduler.chance(0.4)) {
            answer.say(REFUSALS.get(scheduler.below(REFUSALS.size())));
        } else {
            arrive(body, key, answer, scheduler.below(100));
        }
    }

    private void arrive(String body, String key, Once answer, int fate) {
        if (fate < 5) {
            scheduler.soon(Duration.ofSeconds(2), () -> answer.say(CUT));
        } else if (fate < 14) {
            answer.say(REFUSALS.get(scheduler.below(REFUSALS.size())));
        } else {
            accept(body, key, answer, fate < 32);
        }
    }

    private void accept(String body, String key, Once answer, boolean lost) {
        boolean replayed = options.keysHonoured() && tasksByKey.containsKey(key);
        List<String> tasks = replayed ? tasksByKey.getOrDefault(key, List.of()) : begin();
        if (!replayed) {
            tasksByKey.put(key, tasks);
            watch.charged(request(body), tasks, task -> doneAt.getOrDefault(task, Instant.MAX));
            tasks.forEach(task -> calls.promised(body, doneAt.getOrDefault(task, Instant.MAX)));
            if (options.badTasks() && scheduler.chance(0.3)) {
                badRequests.add(request(body));
                badTasks.addAll(tasks);
            }
        }
        SubmitOutcome said = lost ? noAnswer() : new SubmitOutcome.Accepted(tasks, replayed, Optional.empty());
        boolean late = options.slow() && !calm();
        scheduler.soon(Duration.ofSeconds(late ? 44 : 3), () -> answer.say(said));
    }

    /** What is told of a POST that was accepted, and tells nobody so. */
    private SubmitOutcome noAnswer() {
        return !options.keysHonoured() && scheduler.chance(0.3) ? UNAVAILABLE : CUT;
    }

    /** For a while no POST is taken: the key may not be used, or the URL leads elsewhere. */
    private boolean isForbidden() {
        return !scheduler.now().isBefore(forbiddenFrom) && scheduler.now().isBefore(forbiddenUntil);
    }

    private List<String> begin() {
        int first = doneAt.size();
        List<String> tasks =
                scheduler.chance(0.1) ? List.of("task_" + first, "task_" + (first + 1)) : List.of("task_" + first);
        tasks.forEach(task -> doneAt.put(task, from().plus(scheduler.upTo(Duration.ofMinutes(2)))));
        return tasks;
    }

    private Instant from() {
        boolean outlasts =
                options.clocksSetPastDeadlines() && !calm() && scheduler.apart().nextDouble() < OUTLASTING;
        return outlasts ? options.calmFrom() : scheduler.now();
    }

    /** The request that a body was made for: its prompt says. */
    private static String request(String body) {
        String marker = "\"prompt\":\"";
        int from = body.indexOf(marker) + marker.length();
        return body.substring(from, body.indexOf('"', from));
    }

    /** Whether the tasks of this request cannot be read until long after the storm. */
    boolean isBad(String request) {
        return badRequests.contains(request);
    }

    /** A status check has left its worker. */
    void check(String task, Consumer<StatusOutcome> answer) {
        StatusOutcome said = calm() ? status(task) : troubled(task, scheduler.below(100));
        if (badTasks.contains(task)
                && scheduler.now().isBefore(options.calmFrom().plus(Options.BAD))) {
            said = nothing(task);
        }
        tell(said, answer);
    }

    /** In which way a bad task's checks tell nothing of it. */
    private static StatusOutcome nothing(String task) {
        return switch (Math.floorMod(task.hashCode(), 3)) {
            case 0 -> new StatusOutcome.AccountHeld(SAID);
            case 1 -> new StatusOutcome.Throttled(Optional.of(Duration.ofMinutes(1)), SAID);
            default -> new StatusOutcome.Unreadable(SAID);
        };
    }

    private void tell(StatusOutcome said, Consumer<StatusOutcome> answer) {
        scheduler.soon(Duration.ofSeconds(2), () -> answer.accept(said));
    }

    private StatusOutcome troubled(String task, int fate) {
        if (fate < 6) {
            cut.add(task);
            return new StatusOutcome.Unreadable(SAID);
        }
        if (fate < 9) {
            return new StatusOutcome.Throttled(Optional.empty(), SAID);
        }
        if (fate < 11) {
            return new StatusOutcome.NotFound(SAID);
        }
        if (fate >= 97) {
            return new StatusOutcome.NotSent(SAID);
        }
        boolean goesOn = scheduler.now().isBefore(doneAt.getOrDefault(task, Instant.MIN));
        boolean early = fate < 17 && goesOn && earlyFailures.add(task);
        StatusOutcome said = early ? new StatusOutcome.Failed(SAID, Optional.empty()) : status(task);
        return fate < 50 && said instanceof StatusOutcome.Completed whole && cut.add(task) ? half(whole) : said;
    }

    /** Read up to the end of its first address. */
    private static StatusOutcome half(StatusOutcome.Completed whole) {
        return new StatusOutcome.Completed(
                List.of(whole.videos().getFirst()), Optional.empty(), Optional.empty(), true);
    }

    /** The addresses of the videos that it makes. */
    static List<String> videos(String task) {
        String first = "https://cdn.example/" + task;
        return task.hashCode() % 7 == 0 ? List.of(first + ".mp4", first + "-2.mp4") : List.of(first + ".mp4");
    }

    /** Whether it makes no video. */
    static boolean fails(String task) {
        return task.hashCode() % 5 == 0;
    }

    /** What it costs, and its last word names: at times more than it was estimated to. */
    static Optional<BigDecimal> cost(String task) {
        return switch (Math.floorMod(task.hashCode(), 8)) {
            case 0, 4 -> Optional.empty();
            case 1, 5 -> Optional.of(new BigDecimal("0.00"));
            case 3 -> Optional.of(new BigDecimal("0.90"));
            default -> Optional.of(new BigDecimal("0.25"));
        };
    }

    private StatusOutcome status(String task) {
        Instant end = doneAt.getOrDefault(task, Instant.MAX);
        if (scheduler.now().isBefore(end)) {
            return new StatusOutcome.Running();
        }
        boolean soon = task.hashCode() % 3 == 0 && scheduler.now().isBefore(end.plus(WITHOUT_ADDRESS));
        return soon && !fails(task) ? new StatusOutcome.NoOutput(Optional.empty(), cost(task), "{}") : done(task);
    }

    private StatusOutcome done(String task) {
        return fails(task)
                ? new StatusOutcome.Failed(SAID, cost(task))
                : new StatusOutcome.Completed(
                        videos(task).stream()
                                .map(url -> new Video(url, Optional.empty()))
                                .toList(),
                        Optional.of(Duration.ofSeconds(60)),
                        cost(task));
    }

    private boolean calm() {
        return scheduler.now().isAfter(options.calmFrom());
    }

    private static final class Once {
        private final Consumer<SubmitOutcome> listener;
        private boolean said;

        Once(Consumer<SubmitOutcome> listener) {
            this.listener = listener;
        }

        void say(SubmitOutcome outcome) {
            if (!said) {
                said = true;
                listener.accept(outcome);
            }
        }
    }
}
