package dev.takeone.simulation;

import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Video;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The provider's side: tasks, charges, and a network that loses what it likes. */
final class Account {
    private static final Duration POST_TIMEOUT = Duration.ofSeconds(45);
    private static final ProviderError SAID = ProviderError.transport("said");
    private static final SubmitOutcome CUT = new SubmitOutcome.InDoubt(ProviderError.transport("cut"));

    private final Scheduler scheduler;
    private final World.Options options;
    private final Map<String, String> taskByKey = new HashMap<>();
    private final Map<String, Instant> doneAt = new HashMap<>();
    private final Map<String, Integer> chargesByBody = new HashMap<>();
    private final Set<String> unanswered = new HashSet<>();
    final List<String> keys = new ArrayList<>();

    Account(Scheduler scheduler, World.Options options) {
        this.scheduler = scheduler;
        this.options = options;
    }

    /** A request has left its worker; {@code answer} hears of the outcome as the worker's client would. */
    void post(String body, String key, Consumer<SubmitOutcome> answer) {
        Once once = new Once(answer);
        scheduler.in(POST_TIMEOUT, () -> once.say(CUT));
        scheduler.soon(Duration.ofSeconds(options.slow() ? 40 : 3), () -> arrive(body, key, once));
    }

    private void arrive(String body, String key, Once answer) {
        keys.add(key);
        boolean calm = scheduler.now().isAfter(options.calmFrom());
        int fate = calm ? 99 : scheduler.below(100);
        if (fate < 5) {
            scheduler.soon(Duration.ofSeconds(2), () -> answer.say(CUT));
        } else if (fate < 10) {
            answer.say(new SubmitOutcome.Throttled(Optional.empty(), SAID));
        } else if (fate < 12) {
            answer.say(new SubmitOutcome.AccountHeld(SAID));
        } else if (fate < 14) {
            answer.say(new SubmitOutcome.NotSent(SAID));
        } else {
            accept(body, key, answer, fate < 30);
        }
    }

    private void accept(String body, String key, Once answer, boolean lost) {
        boolean replayed = options.keysHonoured() && taskByKey.containsKey(key);
        String task = replayed ? taskByKey.getOrDefault(key, "") : "task_" + doneAt.size();
        if (!replayed) {
            taskByKey.put(key, task);
            chargesByBody.merge(body, 1, Integer::sum);
            doneAt.put(task, scheduler.now().plus(scheduler.upTo(Duration.ofMinutes(2))));
        }
        SubmitOutcome said = lost ? CUT : new SubmitOutcome.Accepted(List.of(task), replayed, Optional.empty());
        if (lost) {
            unanswered.add(body);
        }
        scheduler.soon(Duration.ofSeconds(3), () -> answer.say(said));
    }

    /** A status check has left its worker. */
    void check(String task, Consumer<StatusOutcome> answer) {
        boolean calm = scheduler.now().isAfter(options.calmFrom());
        boolean broken = !calm && scheduler.chance(0.1);
        boolean done = !scheduler.now().isBefore(doneAt.getOrDefault(task, Instant.MAX));
        StatusOutcome said = broken
                ? new StatusOutcome.Unreadable(SAID)
                : done ? done(task) : new StatusOutcome.Running(Optional.empty());
        scheduler.soon(Duration.ofSeconds(2), () -> answer.accept(said));
    }

    private StatusOutcome done(String task) {
        return task.hashCode() % 5 == 0
                ? new StatusOutcome.Failed(SAID)
                : new StatusOutcome.Completed(
                        List.of(new Video("https://cdn.example/" + task, Optional.empty())),
                        Optional.of(Duration.ofSeconds(60)),
                        Optional.empty(),
                        Optional.empty());
    }

    Map<String, Integer> chargesByBody() {
        return chargesByBody;
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
