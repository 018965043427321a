package dev.takeone.worker;

import dev.takeone.job.JobInput;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition.Reason;
import dev.takeone.journal.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How it is settled what became of the POSTs that a former owner had open: by the word that it has left, or by there being
 * none once it can send no more and all its word is read.
 *
 * <p>That no word is there proves little while no broker takes any: a former owner that lives writes it as soon as one does.
 * Where a job ends for want of word, and is not asked for again, it ends only some time after this worker has written
 * something itself. What is asked for again waits for none of that.
 */
final class Settlement {
    /** Longer than a broker that is there takes to answer. */
    private static final Duration RECEIPTS = Duration.ofSeconds(15);

    /** A broker that has needed longer to tell the receipts may have been away, and may have kept others from writing theirs. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    /** Longer than a try to write a receipt takes, with the pause before the next. */
    private static final Duration ANOTHER_TRY = Duration.ofSeconds(15);

    private final Steps steps;
    private final PostAnswers answers;
    private final Ports ports;
    private final SteadyClock clock;
    private final JobTable table;

    Settlement(Steps steps, PostAnswers answers, Ports ports, SteadyClock clock) {
        this.steps = steps;
        this.answers = answers;
        this.ports = ports;
        this.clock = clock;
        this.table = steps.table();
    }

    /** Reads the receipts for the last time where no former owner can be sending any more; then the jobs go on. */
    void pump() {
        table.partitions().forEach(this::settle);
    }

    private void settle(Partition partition) {
        boolean waits = partition.settling.isEmpty() || partition.receiptsAwaitedSince.isPresent();
        if (!waits && isDue(partition) && isWorthReading(partition)) {
            partition.receiptsAwaitedSince = Optional.of(clock.now());
            ports.journal()
                    .receiptsRead(partition.number)
                    .thenRun(() -> ports.executor().execute(() -> settled(partition)));
        }
    }

    private boolean isDue(Partition partition) {
        return ports.ticker().nanos() - partition.settledAt >= 0;
    }

    private boolean isWorthReading(Partition partition) {
        boolean ends = settles(partition, steps::wouldEndInDoubt);
        boolean goesOn = settles(partition, job -> !steps.wouldEndInDoubt(job));
        return !ends || mayHaveWritten(partition) || goesOn;
    }

    private static boolean settles(Partition partition, Predicate<LiveJob> such) {
        return partition.settling.stream().filter(LiveJob::settling).anyMatch(such);
    }

    /** Whether a former owner that still had word to write has had a broker for it, and the time. */
    private boolean mayHaveWritten(Partition partition) {
        if (partition.proof.isEmpty()) {
            partition.proof = Optional.of(steps.prove(partition));
        } else if (partition.endsFrom.equals(Instant.MAX)
                && partition.proof.filter(steps::awaits).isEmpty()) {
            partition.endsFrom = clock.now().plus(ANOTHER_TRY);
        }
        return !clock.now().isBefore(partition.endsFrom);
    }

    private void settled(Partition partition) {
        if (!table.holds(partition)) {
            return;
        }
        Instant since = partition.receiptsAwaitedSince.orElse(Instant.MIN);
        boolean toldBefore = partition.receiptsTold;
        boolean proves = !since.isBefore(partition.endsFrom);
        boolean atOnce = !clock.now().isAfter(since.plus(AT_ONCE));
        partition.receiptsAwaitedSince = Optional.empty();
        partition.receiptsTold = false;
        table.settled(partition, job -> (proves && atOnce) || !steps.wouldEndInDoubt(job))
                .forEach(job -> steps.step(job, new JobInput.Settled()));
        if (proves && !atOnce && !partition.settling.isEmpty()) {
            partition.proof = Optional.empty();
            partition.endsFrom = Instant.MAX;
            tellSlow(partition, toldBefore);
        }
    }

    private void tellSlow(Partition partition, boolean toldBefore) {
        if (!partition.slownessTold && !toldBefore) {
            partition.slownessTold = true;
            ports.listener()
                    .waiting(
                            partition.number,
                            "its receipts take more than " + AT_ONCE.toSeconds() + " s to be read, so that "
                                    + partition.settling.size()
                                    + " jobs whose POST was open when it came here, and that may"
                                    + " not be sent again, cannot end: a former owner may still have word to write; look"
                                    + " at the brokers");
        }
    }

    /** Says so once where the receipts of a partition cannot be read: jobs wait for them that may have been paid for. */
    void tick(Instant now) {
        table.partitions().stream()
                .filter(partition -> !partition.receiptsTold
                        && partition
                                .receiptsAwaitedSince
                                .filter(since -> now.isAfter(since.plus(RECEIPTS)))
                                .isPresent())
                .forEach(partition -> {
                    partition.receiptsTold = true;
                    ports.listener()
                            .waiting(
                                    partition.number,
                                    "its receipts cannot be read, so that " + partition.settling.size()
                                            + " jobs whose POST was open when it came here cannot go on");
                });
    }

    /** Another worker, or this one before a restore, has left word of a job. */
    void found(Partition partition, Receipt receipt, boolean fresh) {
        Optional<LiveJob> job = table.job(partition.number, receipt.jobId());
        // Of a job that has ended since, its own task's id is no other's.
        boolean news = !partition.ownWords.remove(receipt) && fresh;
        switch (receipt) {
            case Receipt.Acceptance acceptance -> found(job, acceptance, news);
            case Receipt.Refusal refusal -> job.ifPresent(live -> found(live, refusal));
        }
    }

    private void found(Optional<LiveJob> job, Receipt.Acceptance receipt, boolean news) {
        SubmitOutcome outcome = new SubmitOutcome.Accepted(receipt.taskIds(), receipt.replayed(), Optional.empty());
        Optional<Reason> reason = job.map(live -> steps.step(
                live,
                new JobInput.ReceiptFound(
                        receipt.taskIds(),
                        receipt.replayed(),
                        ports.checkTimes().first(live.state.job(), clock.now()))));
        if (reason.filter(why -> why == Reason.DOUBLE_CHARGE_SUSPECTED).isPresent() || (reason.isEmpty() && news)) {
            ports.listener().unclaimed(receipt.jobId(), outcome);
        }
    }

    /**
     * A refusal settles the POST of the very row that stands in the journal, and no other: all receipts are read again
     * after every restore, and a job's next intent may bear the same attempt's number.
     */
    private void found(LiveJob job, Receipt.Refusal refusal) {
        if (job.settling() && job.sequence.equals(refusal.intent())) {
            answers.heard(job, refusal.attempt(), refusal.outcome());
        }
    }
}
