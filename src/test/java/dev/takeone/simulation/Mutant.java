package dev.takeone.simulation;

import dev.takeone.account.Ceilings;
import dev.takeone.job.Decisions;
import dev.takeone.job.JobInput;
import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Rules;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Journal;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Row;
import dev.takeone.journal.write.Load;
import dev.takeone.orders.StandingOrders;
import dev.takeone.provider.Provider;
import dev.takeone.worker.WorkerSettings;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A worker from which one of its protections is taken, from outside; and what must be seen to break then. */
enum Mutant {
    /** The worker as it is. */
    NONE(Rules.InDoubt.REPLAY, Invariant.WORKER_GOES_ON),

    /** Posts as soon as it has decided to, and not when the intent is committed. */
    NO_WRITE_AHEAD(Rules.InDoubt.FAIL, Invariant.ONE_CHARGE) {
        @Override
        Journal journal(ReplicaJournal real, World world) {
            return new AroundJournal(real) {
                @Override
                public void append(Entry entry) {
                    super.append(entry);
                    entry.row()
                            .filter(row -> row.state() instanceof JobState.Submitting)
                            .ifPresent(intent -> real.tellCommitted(List.of(entry)));
                }
            };
        }
    },

    /** Settles what a former owner may still be sending without waiting for it. */
    NO_TAKEOVER_WAIT(Rules.InDoubt.REPLAY, Invariant.ONE_POST_AT_A_TIME, 2) {
        @Override
        WorkerSettings settings(WorkerSettings real) {
            return with(real, real.refreshAfter(), real.writeDeadline(), Duration.ZERO);
        }
    },

    /** Leaves no word of a paid task that it cannot journal. */
    NO_RECEIPTS(Rules.InDoubt.FAIL, Invariant.NO_RECEIPT_LOST) {
        @Override
        Journal journal(ReplicaJournal real, World world) {
            return new AroundJournal(real) {
                @Override
                public void keep(int partition, Receipt receipt) {
                    // Thrown away.
                }
            };
        }
    },

    /** Leaves word of paid tasks, and not of refusals. */
    NO_REFUSALS_AS_RECEIPTS(Rules.InDoubt.FAIL, Invariant.DOUBT_HAS_A_CAUSE) {
        @Override
        Journal journal(ReplicaJournal real, World world) {
            return new AroundJournal(real) {
                @Override
                public void keep(int partition, Receipt receipt) {
                    if (receipt instanceof Receipt.Acceptance) {
                        super.keep(partition, receipt);
                    }
                }
            };
        }
    },

    /** Takes the refusal of a replay for a refusal of the request. */
    NO_STICKY_DOUBT(Rules.InDoubt.REPLAY, Invariant.DOUBT_STAYS) {
        @Override
        Decisions decisions(Rules rules) {
            return new Forgetful(rules);
        }
    },

    /** Takes every 503 for a promise that nothing was executed. */
    TRUSTS_EVERY_503(Rules.InDoubt.FAIL, Invariant.ONE_CHARGE, 5) {
        @Override
        Decisions decisions(Rules rules) {
            return new Trusting(rules);
        }
    },

    /** Believes the group's offset, and not the journal, in how far the requests are handled. */
    NO_HEAD(Rules.InDoubt.FAIL, Invariant.OFFSET_BEHIND_JOURNAL, 1) {
        @Override
        Journal journal(ReplicaJournal real, World world) {
            return new AroundJournal(real) {
                @Override
                public CompletionStage<Restored> restore(int partition) {
                    return super.restore(partition)
                            .thenApply(restored -> from(world.cluster().partition(partition).groupOffset, restored));
                }
            };
        }
    },

    /** Has forgotten after a restore what was spent before it. */
    A_RESTART_FORGETS_WHAT_WAS_SPENT(Rules.InDoubt.REPLAY, Invariant.UNDER_THE_CEILING) {
        @Override
        Journal journal(ReplicaJournal real, World world) {
            return remembering(real, ended -> costing(ended, Optional.of(BigDecimal.ZERO)));
        }

        @Override
        Ceilings ceilings() {
            return CeilingSimulationTest.OF_AN_HOUR;
        }
    },

    /** Remembers after a restore what was spent within the hour before it, and not what was within the day. */
    A_RESTART_FORGETS_THE_DAY(Rules.InDoubt.REPLAY, Invariant.UNDER_THE_CEILING, 3) {
        @Override
        Journal journal(ReplicaJournal real, World world) {
            return remembering(
                    real,
                    ended -> ended.endedAt().isAfter(world.scheduler().now().minus(Duration.ofHours(1)))
                            ? ended
                            : costing(ended, Optional.of(BigDecimal.ZERO)));
        }

        @Override
        Ceilings ceilings() {
            return CeilingSimulationTest.OF_A_DAY;
        }
    },

    /** Takes the times of other workers' endings for times of its own clock. */
    BELIEVES_OTHER_CLOCKS(Rules.InDoubt.REPLAY, Invariant.UNDER_THE_CEILING, 9) {
        @Override
        Journal journal(ReplicaJournal real, World world) {
            return remembering(real, ended -> endedAt(ended, ended.endedAt().minus(Options.CLOCKS_APART)));
        }

        @Override
        Ceilings ceilings() {
            return CeilingSimulationTest.OF_AN_HOUR;
        }
    },

    /** Goes on after an error as if nothing had been asked of it. */
    AN_ERROR_IS_SWALLOWED(Rules.InDoubt.REPLAY, Invariant.OFFSET_BEHIND_JOURNAL, 60) {
        @Override
        Journal journal(ReplicaJournal real, World world) {
            return new AroundJournal(real) {
                @Override
                public void append(Entry entry) {
                    try {
                        super.append(entry);
                    } catch (NoClassDefFoundError swallowed) {
                        // As a catch of exceptions alone would have let it pass by.
                    }
                }
            };
        }
    },

    /** Commits offsets for themselves, when a transaction begins. */
    NO_OFFSETS_IN_THE_TRANSACTION(Rules.InDoubt.REPLAY, Invariant.NOTHING_LOST) {
        @Override
        Cluster cluster(int partitions, Scheduler scheduler, JournalWatch watch) {
            return new Cluster(partitions, scheduler, watch) {
                @Override
                Transaction begin(List<Entry> entries) {
                    entries.forEach(entry -> entry.nextOffset().ifPresent(next -> advance(entry.partition(), next)));
                    return super.begin(entries);
                }

                @Override
                void advance(int number, long next) {
                    if (next > partition(number).head) {
                        super.advance(number, next);
                    }
                }
            };
        }
    },

    /** Posts however long ago the intent's transaction began. */
    NO_WRITE_DEADLINE(Rules.InDoubt.REPLAY, Invariant.POST_IN_TIME) {
        @Override
        WorkerSettings settings(WorkerSettings real) {
            return with(real, real.refreshAfter(), Duration.ofHours(1), real.settleAfter());
        }
    },

    /** Believes a bad end when it is told for the first time. */
    NO_SECOND_WORD(Rules.InDoubt.REPLAY, Invariant.VIDEO_STANDS, 1) {
        @Override
        Decisions decisions(Rules rules) {
            return new Gullible(rules);
        }
    },

    /** Has no patience with a task that is done and has no address yet. */
    NO_PATIENCE(Rules.InDoubt.REPLAY, Invariant.VIDEO_STANDS) {
        @Override
        Decisions decisions(Rules rules) {
            return new Impatient(rules);
        }
    },

    /** Takes an answer that was cut for the whole. */
    BELIEVES_HALF_AN_ANSWER(Rules.InDoubt.REPLAY, Invariant.VIDEO_STANDS, 1) {
        @Override
        Provider provider(ReplicaCalls real) {
            return checking(
                    real,
                    outcome -> outcome instanceof StatusOutcome.Completed half
                            ? new StatusOutcome.Completed(half.videos(), half.generation(), half.cost())
                            : outcome);
        }
    },

    /** Asks whether it may still write when it begins a call, and not when it has found the provider. */
    ASKS_BEFORE_IT_HAS_AN_ADDRESS(Rules.InDoubt.REPLAY, Invariant.POST_IN_TIME, 0, Options::slowNames) {
        @Override
        Provider provider(ReplicaCalls real) {
            return new Provider() {
                @Override
                public Uni<SubmitOutcome> submit(String body, String key, BooleanSupplier mayWrite) {
                    return Uni.createFrom().deferred(() -> {
                        boolean may = mayWrite.getAsBoolean();
                        return real.submit(body, key, () -> may);
                    });
                }

                @Override
                public Uni<StatusOutcome> check(String taskId, Runnable writing) {
                    return real.check(taskId, writing);
                }
            };
        }
    },

    /** Measures its waits by a clock that people set. */
    WAITS_BY_THE_WALL_CLOCK(Rules.InDoubt.REPLAY, Invariant.NO_WAIT_OUTLASTS_ITS_PAUSE, 3, Options::clocksSet) {
        @Override
        Duration monotonicAhead(Duration wallClockAhead) {
            return wallClockAhead;
        }
    },

    /** Goes by when a task was submitted, and has forgotten after a restore that the clock which told that was set since. */
    A_RESTART_FORGETS_THAT_A_CLOCK_WAS_SET(
            Rules.InDoubt.REPLAY, Invariant.DEADLINE_KEPT, 67, Options::clocksSetPastDeadlines) {
        @Override
        Journal journal(ReplicaJournal real, World world) {
            return new AroundJournal(real) {
                @Override
                public CompletionStage<Restored> restore(int partition) {
                    return super.restore(partition).thenApply(Mutant::withoutSteps);
                }
            };
        }
    },

    /** Hears of no hold. */
    NO_HOLDS(Rules.InDoubt.REPLAY, Invariant.HELD_BUYS_NOTHING) {
        @Override
        StandingOrders orders(StandingOrders real) {
            return StandingOrders.none("takeone");
        }
    },

    /** Takes back what it has begun to buy. */
    WITHDRAWS_WHAT_IS_BEGUN(Rules.InDoubt.REPLAY, Invariant.DOUBT_STAYS, 7) {
        @Override
        Decisions decisions(Rules rules) {
            return new Decisions(rules) {
                @Override
                public Transition decide(JobState.Live state, JobInput input, Instant now) {
                    return state instanceof JobState.Submitting && input instanceof JobInput.Withdrawn order
                            ? withdraw(state.job(), order, now)
                            : super.decide(state, input, now);
                }
            };
        }
    },

    /** Names the address of today in a replay, too. */
    ANOTHER_BODY_IN_A_REPLAY(Rules.InDoubt.REPLAY, Invariant.ONE_BODY) {
        @Override
        Provider provider(ReplicaCalls real) {
            return new Provider() {
                @Override
                public Uni<SubmitOutcome> submit(String body, String key, BooleanSupplier mayWrite) {
                    return real.submit(real.addressed(body), key, mayWrite);
                }

                @Override
                public Uni<StatusOutcome> check(String taskId, Runnable writing) {
                    return real.check(taskId, writing);
                }
            };
        }
    },

    /** Takes a topic for the one that it knows because it has the same name. */
    NO_TOPIC_ID(Rules.InDoubt.REPLAY, Invariant.NOTHING_LOST, 14, Options::anew) {
        @Override
        Cluster cluster(int partitions, Scheduler scheduler, JournalWatch watch) {
            return new Cluster(partitions, scheduler, watch) {
                @Override
                String life() {
                    return "topic-0";
                }
            };
        }
    },

    /** Begins to read where the requests were handled up to, and forgets under which leader that was. */
    FORGOTTEN_EPOCH(Rules.InDoubt.REPLAY, Invariant.NOTHING_LOST, 253, Options::cut) {
        @Override
        Journal journal(ReplicaJournal real, World world) {
            return new AroundJournal(real) {
                @Override
                public CompletionStage<Restored> restore(int partition) {
                    return super.restore(partition).thenApply(Mutant::withoutEpoch);
                }
            };
        }
    },

    /** Takes a log for whole because it is as long as what was handled. */
    NO_EPOCHS(Rules.InDoubt.REPLAY, Invariant.NOTHING_LOST, 7, Options::cut) {
        @Override
        Cluster cluster(int partitions, Scheduler scheduler, JournalWatch watch) {
            return new Cluster(partitions, scheduler, watch) {
                @Override
                OptionalInt told(int epoch) {
                    return OptionalInt.empty();
                }
            };
        }
    },

    /** Never writes a row again that stays as it is. */
    NO_REWRITING(Rules.InDoubt.REPLAY, Invariant.NOTHING_LOST, 252, Options::isEverHeld) {
        @Override
        WorkerSettings settings(WorkerSettings real) {
            return with(real, Duration.ofDays(365), real.writeDeadline(), real.settleAfter());
        }
    },

    /** Asks a broker again and again for what it cannot take in time. */
    AS_MUCH_AGAIN_OF_A_SLOW_BROKER(
            Rules.InDoubt.REPLAY, Invariant.NO_WAIT_OUTLASTS_ITS_PAUSE, 1065, Options::hasSlowBroker) {
        @Override
        Load tooSlow(Load before, Load less) {
            return before;
        }
    },

    /** Does not see that what it commits comes too late for its POSTs. */
    AS_MUCH_AGAIN_THOUGH_TOO_LATE(
            Rules.InDoubt.REPLAY, Invariant.NO_WAIT_OUTLASTS_ITS_PAUSE, 41, Options::hasSlowBroker) {
        @Override
        Load worked(Load before, Load next) {
            return next.bytes() < before.bytes() ? before : next;
        }
    },

    /** Takes what one task's checks meet for a word on the account. */
    NO_EVIDENCE_OF_OTHERS(Rules.InDoubt.REPLAY, Invariant.NO_WAIT_OUTLASTS_ITS_PAUSE, 2, Options::badTasks) {
        @Override
        Provider provider(ReplicaCalls real) {
            return checking(
                    real,
                    outcome -> outcome instanceof StatusOutcome.Unreadable
                            ? new StatusOutcome.Throttled(Optional.of(Duration.ofHours(1)), accountsLimit())
                            : outcome);
        }
    };

    private final Rules.InDoubt inDoubt;
    private final Invariant breaks;
    private final long likely;

    @SuppressWarnings("ImmutableEnumChecker") // none of them has any state
    private final Predicate<Options> where;

    Mutant(Rules.InDoubt inDoubt, Invariant breaks) {
        this(inDoubt, breaks, 0);
    }

    Mutant(Rules.InDoubt inDoubt, Invariant breaks, long likely) {
        this(inDoubt, breaks, likely, any -> true);
    }

    Mutant(Rules.InDoubt inDoubt, Invariant breaks, long likely, Predicate<Options> where) {
        this.inDoubt = inDoubt;
        this.breaks = breaks;
        this.likely = likely;
        this.where = where;
    }

    /** The policy under which its lack is felt. */
    Rules.InDoubt inDoubt() {
        return inDoubt;
    }

    Invariant breaks() {
        return breaks;
    }

    /** The seed of a world that has failed once, and is worth the first try; another worker may need another. */
    long likely() {
        return likely;
    }

    /** Whether its lack can be felt in such a world: of those in which it cannot, any number tells nothing. */
    boolean isFeltIn(Options world) {
        return where.test(world);
    }

    Journal journal(ReplicaJournal real, World world) {
        return real;
    }

    Decisions decisions(Rules rules) {
        return new Decisions(rules);
    }

    Provider provider(ReplicaCalls real) {
        return real;
    }

    StandingOrders orders(StandingOrders real) {
        return real;
    }

    /** By how much the monotonic clock is ahead of the world's where the wall clock is so. */
    Duration monotonicAhead(Duration wallClockAhead) {
        return Duration.ZERO;
    }

    /** How much goes at once after a commit. */
    Load worked(Load before, Load next) {
        return next;
    }

    /** How much goes at once after a transaction that was not taken in time. */
    Load tooSlow(Load before, Load less) {
        return less;
    }

    WorkerSettings settings(WorkerSettings real) {
        return real;
    }

    Cluster cluster(int partitions, Scheduler scheduler, JournalWatch watch) {
        return new Cluster(partitions, scheduler, watch);
    }

    private static ProviderError accountsLimit() {
        return new ProviderError(Optional.of(429), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Provider checking(ReplicaCalls real, UnaryOperator<StatusOutcome> read) {
        return new Provider() {
            @Override
            public Uni<SubmitOutcome> submit(String body, String key, BooleanSupplier mayWrite) {
                return real.submit(body, key, mayWrite);
            }

            @Override
            public Uni<StatusOutcome> check(String taskId, Runnable writing) {
                return real.check(taskId, writing).map(read);
            }
        };
    }

    /** The ceilings of its worlds: none, where it is not about them. */
    Ceilings ceilings() {
        return Ceilings.NONE;
    }

    private static Journal remembering(ReplicaJournal real, UnaryOperator<Restored.EndedJob> as) {
        return new AroundJournal(real) {
            @Override
            public CompletionStage<Restored> restore(int partition) {
                return super.restore(partition).thenApply(restored -> ended(restored, as));
            }
        };
    }

    private static Restored ended(Restored restored, UnaryOperator<Restored.EndedJob> as) {
        return restored instanceof Restored.Ready ready
                ? new Restored.Ready(
                        ready.partition(),
                        ready.topicLife(),
                        ready.nextOffset(),
                        ready.leaderEpoch(),
                        ready.judgedEpoch(),
                        ready.live(),
                        ready.ended().stream().map(as).toList())
                : restored;
    }

    private static Restored withoutEpoch(Restored restored) {
        return restored instanceof Restored.Ready ready
                ? new Restored.Ready(
                        ready.partition(),
                        ready.topicLife(),
                        ready.nextOffset(),
                        OptionalInt.empty(),
                        ready.judgedEpoch(),
                        ready.live(),
                        ready.ended())
                : restored;
    }

    private static Restored withoutSteps(Restored restored) {
        return restored instanceof Restored.Ready ready
                ? new Restored.Ready(
                        ready.partition(),
                        ready.topicLife(),
                        ready.nextOffset(),
                        ready.leaderEpoch(),
                        ready.judgedEpoch(),
                        ready.live().stream().map(Mutant::withoutStep).toList(),
                        ready.ended())
                : restored;
    }

    private static Restored.LiveRow withoutStep(Restored.LiveRow live) {
        return live.row().state() instanceof JobState.Submitted was
                ? new Restored.LiveRow(
                        new Row(
                                live.row().sequence(),
                                new JobState.Submitted(
                                        was.job(),
                                        was.tasks(),
                                        was.attempt(),
                                        was.replayed(),
                                        was.submittedAt(),
                                        Duration.ZERO,
                                        was.polls(),
                                        was.blind(),
                                        was.strangers())),
                        live.writtenAt())
                : live;
    }

    private static Restored.EndedJob costing(Restored.EndedJob ended, Optional<BigDecimal> spent) {
        return new Restored.EndedJob(
                ended.identity(),
                ended.contentHash(),
                ended.profile(),
                ended.endedAt(),
                ended.generation(),
                ended.unsent(),
                spent);
    }

    private static Restored.EndedJob endedAt(Restored.EndedJob ended, Instant at) {
        return new Restored.EndedJob(
                ended.identity(),
                ended.contentHash(),
                ended.profile(),
                at,
                ended.generation(),
                ended.unsent(),
                ended.spent());
    }

    private static Restored from(OptionalLong offset, Restored restored) {
        return restored instanceof Restored.Ready ready
                ? new Restored.Ready(
                        ready.partition(),
                        ready.topicLife(),
                        offset,
                        ready.leaderEpoch(),
                        ready.judgedEpoch(),
                        ready.live(),
                        ready.ended())
                : restored;
    }

    private static WorkerSettings with(
            WorkerSettings real, Duration refreshAfter, Duration writeDeadline, Duration settleAfter) {
        return new WorkerSettings(
                real.maxWaiting(),
                real.maxWaitingBytes(),
                real.maxPosts(),
                real.maxChecks(),
                real.checkInterval(),
                real.checkDelay(),
                real.firstCheck(),
                real.retention(),
                refreshAfter,
                writeDeadline,
                settleAfter,
                real.spend());
    }

    private static final class Gullible extends Decisions {
        Gullible(Rules rules) {
            super(rules);
        }

        @Override
        public Transition decide(JobState.Live state, JobInput input, Instant now) {
            Transition move = super.decide(state, input, now);
            return move.reason() == Transition.Reason.TOLD_ONCE && move.next() instanceof JobState.Live once
                    ? super.decide(once, input, now.plus(Rules.TOLD_TWICE))
                    : move;
        }
    }

    private static final class Impatient extends Decisions {
        private static final Set<Transition.Reason> WAITS =
                Set.of(Transition.Reason.TOLD_ONCE, Transition.Reason.CHECKED);

        Impatient(Rules rules) {
            super(rules);
        }

        @Override
        public Transition decide(JobState.Live state, JobInput input, Instant now) {
            Transition move = super.decide(state, input, now);
            boolean withoutAddress =
                    input instanceof JobInput.Checked checked && checked.outcome() instanceof StatusOutcome.NoOutput;
            while (withoutAddress && WAITS.contains(move.reason()) && move.next() instanceof JobState.Live waits) {
                move = super.decide(waits, input, now.plus(Duration.ofDays(1)));
            }
            return move;
        }
    }

    private static final class Trusting extends Decisions {
        Trusting(Rules rules) {
            super(rules);
        }

        @Override
        public Transition decide(JobState.Live state, JobInput input, Instant now) {
            return input instanceof JobInput.Answered answer
                            && answer.outcome() instanceof SubmitOutcome.Unavailable away
                    ? super.decide(state, promised(answer, away), now)
                    : super.decide(state, input, now);
        }

        private static JobInput promised(JobInput.Answered answer, SubmitOutcome.Unavailable away) {
            return new JobInput.Answered(
                    answer.attempt(),
                    new SubmitOutcome.Throttled(away.retryAfter(), away.error()),
                    answer.tried(),
                    answer.firstCheck(),
                    answer.othersPassed());
        }
    }

    private static final class Forgetful extends Decisions {
        Forgetful(Rules rules) {
            super(rules);
        }

        @Override
        public Transition decide(JobState.Live state, JobInput input, Instant now) {
            return state instanceof JobState.Submitting posting
                            && input instanceof JobInput.Answered answer
                            && !(answer.outcome() instanceof SubmitOutcome.InDoubt)
                    ? super.decide(undoubted(posting), input, now)
                    : super.decide(state, input, now);
        }

        private static JobState.Submitting undoubted(JobState.Submitting posting) {
            return new JobState.Submitting(
                    posting.job(),
                    posting.body(),
                    posting.idempotencyKey(),
                    posting.attempt(),
                    posting.firstPostAt(),
                    posting.refusals(),
                    Optional.empty(),
                    posting.dueAt());
        }
    }
}
