package dev.takeone.bench.pipeline;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.Spread;
import dev.takeone.bench.Table;
import dev.takeone.broker.LocalBroker;
import java.util.List;

/**
 * How much of Takeone's CPU its calls and records take and how much its own code: beside it the {@linkplain FloorMain
 * floor}, and one that writes less.
 */
public final class FloorBench implements Bench {
    private static final List<Kind> KINDS = List.of(Kind.LIMIT, Kind.FLOOR, Kind.TAKEONE, Kind.PARALLEL_CONSUMER);

    private static final double GOAL = 1.5;

    private final int jobs;

    /** Of so many jobs a round. */
    public FloorBench(int jobs) {
        this.jobs = jobs;
    }

    @Override
    public String name() {
        return "floor";
    }

    @Override
    public void run(Report report) throws InterruptedException {
        report.progress("starting broker, simulator and workers");
        try (LocalBroker broker = LocalBroker.start();
                Provider provider = Provider.start();
                Contestants contestants =
                        Contestants.start(broker.bootstrapServers(), provider, KINDS, Contestant.First.MEASURED)) {
            contestants.awaitReady();
            tell(report, new Rounds(jobs, broker.bootstrapServers(), contestants).measure(report));
        }
        report.save();
    }

    private void tell(Report report, Measured measured) {
        Table table = new Table("", "jobs/s", "CPU a job, µs", "x limit", "x floor");
        report.raw().put("jobs_a_round", jobs);
        for (Kind kind : KINDS) {
            table.row(
                    kind.label(),
                    measured.jobsPerSecond(kind).text(0),
                    measured.cpu(kind).text(0),
                    measured.cpuOver(kind, Kind.LIMIT).text(2),
                    measured.cpuOver(kind, Kind.FLOOR).text(2));
            measured.save(report, kind)
                    .set("cpu_over_floor", measured.cpuOver(kind, Kind.FLOOR).raw());
        }
        report.table(table);
        Spread ours = measured.cpuOver(Kind.TAKEONE, Kind.FLOOR);
        report.goal("CPU a job at most 1.5 x the floor", ours.median() <= GOAL, ours.text(2));
    }
}
