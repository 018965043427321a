package dev.takeone.simulation;

import dev.takeone.job.Job;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.journal.Receipt;
import dev.takeone.worker.WorkerObserver;
import java.util.Optional;

/** What one process's operator would see. */
final class ReplicaListener implements WorkerObserver {
    private final World world;
    private final Replica process;

    ReplicaListener(World world, Replica process) {
        this.world = world;
        this.process = process;
    }

    @Override
    public void moved(Transition transition) {
        process.note(() -> transition.reason() + " " + transition.next());
    }

    @Override
    public void repeated(Job repeat) {
        process.note(() -> "knows " + repeat);
    }

    @Override
    public void receiptKept(Receipt receipt) {
        process.note(() -> "leaves word: " + receipt);
    }

    @Override
    public void serving(int partition, int live, int remembered) {
        process.note(() -> "serves " + partition);
    }

    @Override
    public void stopped(int partition, String error) {
        process.note(() -> "stops " + partition + ": " + error);
        if (error.contains("made anew") || error.contains("cut short")) {
            world.madeAnew();
        } else {
            world.findings().broken(Invariant.WORKER_GOES_ON, process + " stopped " + partition + ": " + error);
        }
    }

    @Override
    public void waiting(int partition, String why) {
        process.note(() -> "waits for " + partition + ": " + why);
    }

    @Override
    public void unclaimed(String jobId, SubmitOutcome outcome) {
        if (outcome instanceof SubmitOutcome.Accepted accepted) {
            world.money().journaled(accepted.taskIds());
        }
    }

    @Override
    public void halted(String why, Optional<Throwable> bug) {
        if (world.faults().hasErred(process)) {
            process.halt();
        } else {
            world.findings().broken(Invariant.WORKER_GOES_ON, process + " halted: " + why);
        }
    }
}
