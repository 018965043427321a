package dev.takeone.bench.polling;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Video;
import dev.takeone.simulation.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The provider's side: it accepts all, and counts the calls. */
final class Account {
    private static final Duration POST_TAKES = Duration.ofMillis(300);
    private static final Duration CHECK_TAKES = Duration.ofMillis(50);
    private static final Pattern ORDER = Pattern.compile("order-\\d+");

    private final Scheduler scheduler;
    private final GenerationTimes times;
    private final long seed;
    private final Instant start;
    private final Promises promises;
    private final Map<String, Task> tasks = new HashMap<>();
    private final List<Instant> calls = new ArrayList<>();

    /** A paid task, by its request's id. */
    static final class Task {
        final Instant startedAt;
        final Instant doneAt;
        final List<Instant> checks = new ArrayList<>();
        Optional<Instant> toldAt = Optional.empty();

        Task(Instant startedAt, Instant doneAt) {
            this.startedAt = startedAt;
            this.doneAt = doneAt;
        }
    }

    /** Hears of tasks that have begun: whose, by which body, and when they end. */
    interface Promises {
        void promised(String order, String body, Instant end);
    }

    Account(Scheduler scheduler, GenerationTimes times, long seed, Promises promises) {
        this.promises = promises;
        this.scheduler = scheduler;
        this.times = times;
        this.seed = seed;
        this.start = scheduler.now();
    }

    void submit(String body, Consumer<SubmitOutcome> answer) {
        Matcher order = ORDER.matcher(body);
        if (!order.find()) {
            throw new IllegalArgumentException("not a request of this benchmark");
        }
        String id = order.group();
        calls.add(scheduler.now());
        if (!tasks.containsKey(id)) {
            Task begun = new Task(scheduler.now(), scheduler.now().plus(duration(id)));
            tasks.put(id, begun);
            promises.promised(id, body, begun.doneAt);
        }
        scheduler.in(POST_TAKES, () -> answer.accept(new SubmitOutcome.Accepted(List.of(id), false, times.estimate())));
    }

    /** The same for every way to choose, whichever order the requests are submitted in, within half an hour. */
    Duration duration(String id) {
        Duration begins = Duration.between(start, scheduler.now());
        return times.draw(new SplittableRandom(seed * 1_000_003 + id.hashCode()), begins);
    }

    void check(String id, Consumer<StatusOutcome> answer) {
        Task task = task(id);
        calls.add(scheduler.now());
        task.checks.add(scheduler.now());
        StatusOutcome outcome = scheduler.now().isBefore(task.doneAt)
                ? new StatusOutcome.Running()
                : new StatusOutcome.Completed(
                        List.of(new Video("https://cdn.example/" + id, Optional.empty())),
                        Optional.of(Duration.between(task.startedAt, task.doneAt)),
                        Optional.empty());
        scheduler.in(CHECK_TAKES, () -> answer.accept(outcome));
    }

    Task task(String id) {
        Task task = tasks.get(id);
        if (task == null) {
            throw new IllegalArgumentException("no such task: " + id);
        }
        return task;
    }

    /** By their requests' ids. */
    Map<String, Task> tasksByOrder() {
        return Map.copyOf(tasks);
    }

    List<Task> tasks() {
        return List.copyOf(tasks.values());
    }

    /** Every call, in order. */
    List<Instant> calls() {
        return List.copyOf(calls);
    }
}
