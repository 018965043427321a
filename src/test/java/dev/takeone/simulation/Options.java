package dev.takeone.simulation;

import dev.takeone.account.Ceilings;
import dev.takeone.job.Rules;
import dev.takeone.request.PerRequest;
import dev.takeone.worker.SpendSettings;
import dev.takeone.worker.WorkerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a world is like; its seed says.
 *
 * @param keysHonoured whether the provider recognises its idempotency keys
 * @param slow whether it may take long to accept, and to answer
 * @param requests how many are published
 * @param repeats whether some are published twice, and some with other content
 * @param anew whether the requests topic is deleted and made anew in the storm
 * @param cut whether the log of a requests partition is cut short in the storm
 * @param journalRetention how long the jobs topic keeps a row that is not written again
 * @param calmFrom when the storm is over: the faults end, and what is left must come to its end
 * @param heldFrom when the provider begins to refuse every POST for want of money
 * @param heldUntil when it takes POSTs again; not after {@code heldFrom} where it never refuses
 * @param end when all must be well
 * @param clocksOff by how much the replicas' clocks are off at most, either way, and set now and then; zero for never
 * @param bytesPerSecond what the broker takes of one worker; empty where it takes whatever comes
 * @param badTasks whether some tasks cannot be read until long after the storm
 * @param slowNames whether the name servers are slow, or away, for stretches of the storm
 */
record Options(
        Rules rules,
        WorkerSettings settings,
        boolean keysHonoured,
        boolean slow,
        int requests,
        boolean repeats,
        boolean anew,
        boolean cut,
        Duration journalRetention,
        Instant calmFrom,
        Instant heldFrom,
        Instant heldUntil,
        Duration end,
        Duration clocksOff,
        OptionalInt bytesPerSecond,
        boolean badTasks,
        boolean slowNames) {
    static final Duration STORM = Duration.ofMinutes(6);

    /** What the clocks of two workers may differ where there is a ceiling. */
    static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    /** Longer than a world: what comes again, or with other content, may wait for a day for its turn. */
    private static final Duration REMEMBERED = Duration.ofDays(3);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** After the storm: longer than all pauses that a request can meet one after the other, and less than a clock is set. */
    private static final Duration CALM_ENOUGH = Duration.ofMinutes(25);

    /** The same where the broker is slow: a job's rows and events take it some ten seconds, and many are late for their POSTs. */
    private static final Duration CALM_ENOUGH_FOR_A_SLOW_BROKER = Duration.ofMinutes(50);

    /** After the storm, too; nobody waits for such a task by then. */
    static final Duration BAD = Duration.ofMinutes(28);

    /** Where clocks are set: they are by more, and no task runs for so long, or cannot be read. */
    private static final Duration DEADLINE_WHERE_CLOCKS_ARE_SET = Duration.ofMinutes(45);

    /** A day in the life of one in so many worlds: its account is held for hours. */
    private static final int ONE_IN = 40;

    /** Where the broker is slow an entry counts for so many, as if prompts were long. */
    static final int LONG = 30;

    /** A POST has 5 s, and its intent may wait for one transaction before its own: twice the least of 64 KiB, and a little time. */
    private static final int SLOW = 28_000;

    static Options drawn(Scheduler scheduler, Rules.InDoubt inDoubt) {
        Instant start = scheduler.now();
        boolean held = scheduler.below(ONE_IN) == 0;
        boolean shortMemory = scheduler.chance(0.1);
        int broken = held || shortMemory ? ONE_IN : scheduler.below(ONE_IN);
        boolean slowBroker = !held && scheduler.chance(0.03);
        boolean anew = broken < 4;
        boolean cut = broken >= 4 && broken < 8;
        Duration journalRetention = held ? Duration.ofHours(2) : Duration.ofDays(7);
        Instant heldFrom = start.plus(scheduler.upTo(STORM));
        Duration heldFor = held ? Duration.ofMinutes(150 + scheduler.below(120)) : Duration.ZERO;
        WorkerSettings settings = settings(
                scheduler,
                held || slowBroker,
                slowBroker ? 16 : 1 + scheduler.below(8),
                shortMemory ? Duration.ofMinutes(1) : Duration.ofHours(24),
                journalRetention);
        boolean slow = scheduler.chance(0.3);
        Duration clocksOff = !held && scheduler.chance(0.2) ? Duration.ofHours(1) : Duration.ZERO;
        return new Options(
                new Rules(
                        inDoubt,
                        Duration.ofHours(1),
                        Duration.ofHours(held ? 1 : 6),
                        clocksOff.isPositive() ? DEADLINE_WHERE_CLOCKS_ARE_SET : Duration.ofHours(2),
                        PATIENCE),
                settings,
                inDoubt == Rules.InDoubt.REPLAY,
                slow,
                held ? 100 : slowBroker ? 120 : 24,
                !shortMemory && !anew && !cut,
                anew,
                cut,
                journalRetention,
                start.plus(STORM),
                heldFrom,
                heldFrom.plus(heldFor),
                Duration.ofMinutes(held ? 500 : 200),
                clocksOff,
                slowBroker ? OptionalInt.of(SLOW + scheduler.below(SLOW)) : OptionalInt.empty(),
                !held && scheduler.chance(0.2),
                !slowBroker && scheduler.apart().nextDouble() < 0.1);
    }

    private static WorkerSettings settings(
            Scheduler scheduler, boolean many, int posts, Duration memory, Duration journalRetention) {
        return new WorkerSettings(
                many ? 200 : 1 + scheduler.below(20),
                1L << 30,
                posts,
                8,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Optional.of(Duration.ofSeconds(10)),
                memory,
                journalRetention.dividedBy(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                SpendSettings.NONE);
    }

    /** Whether the broker takes little at a time. */
    boolean hasSlowBroker() {
        return bytesPerSecond.isPresent();
    }

    /** The time in which all requests come: little where the broker is slow, so that many wait at once. */
    Duration published() {
        return hasSlowBroker() ? Duration.ofMinutes(1) : STORM;
    }

    /** After the storm: the time in which every request comes to its end. */
    Duration calmEnough() {
        return hasSlowBroker() ? CALM_ENOUGH_FOR_A_SLOW_BROKER : CALM_ENOUGH;
    }

    /** Whether the account is held for hours in this world. */
    boolean isEverHeld() {
        return heldFrom.isBefore(heldUntil);
    }

    boolean isHeld(Instant now) {
        return !now.isBefore(heldFrom) && now.isBefore(heldUntil);
    }

    /** Whether clocks differ, and are set. */
    boolean clocksSet() {
        return clocksOff.isPositive();
    }

    /** Whether a clock may be set by more than the deadline. */
    boolean clocksSetPastDeadlines() {
        return clocksOff.multipliedBy(2).compareTo(rules.deadline()) > 0;
    }

    /** The longest window of the ceilings; zero where there are none. */
    Duration window() {
        Ceilings ceilings = settings.spend().ceilings();
        if (ceilings.day().isPresent()) {
            return Duration.ofDays(1);
        }
        return ceilings.any() ? Duration.ofHours(1) : Duration.ZERO;
    }

    /** The same, with such a ceiling: nothing is held for hours, and there is time for hours of waiting. */
    Options under(Ceilings ceilings) {
        WorkerSettings free = new WorkerSettings(
                settings.maxWaiting(),
                settings.maxWaitingBytes(),
                settings.maxPosts(),
                settings.maxChecks(),
                settings.checkInterval(),
                settings.checkDelay(),
                settings.firstCheck(),
                REMEMBERED,
                settings.refreshAfter(),
                settings.writeDeadline(),
                settings.settleAfter(),
                new SpendSettings(ceilings, PerRequest.ANYTHING));
        return new Options(
                rules,
                free,
                keysHonoured,
                slow,
                Math.min(requests, 24),
                repeats,
                false,
                false,
                Duration.ofDays(7),
                calmFrom,
                heldFrom,
                heldFrom,
                ceilings.day().isPresent() ? Duration.ofHours(60) : Duration.ofMinutes(700),
                CLOCKS_APART.dividedBy(2),
                OptionalInt.empty(),
                badTasks,
                slowNames);
    }

    Options with(WorkerSettings other) {
        return new Options(
                rules,
                other,
                keysHonoured,
                slow,
                requests,
                repeats,
                anew,
                cut,
                journalRetention,
                calmFrom,
                heldFrom,
                heldUntil,
                end,
                clocksOff,
                bytesPerSecond,
                badTasks,
                slowNames);
    }
}
