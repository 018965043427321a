package dev.takeone.bench.pipeline;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.Table;
import dev.takeone.broker.LocalBroker;
import java.util.List;
import java.util.Map;

/** Jobs a second and CPU a job, each job one POST and two status checks; and the toll of a {@code kill -9}. */
public final class PipelineBench implements Bench {
    /** Jobs a round, unless somebody wants fewer. */
    public static final int JOBS = 20_000;

    private static final List<Kind> KINDS = List.of(Kind.LIMIT, Kind.TAKEONE, Kind.PARALLEL_CONSUMER, Kind.NAIVE);

    private final int jobs;

    /** Of so many jobs a round. */
    public PipelineBench(int jobs) {
        this.jobs = jobs;
    }

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public void run(Report report) throws InterruptedException {
        report.progress("starting broker, simulator and workers");
        try (LocalBroker broker = LocalBroker.start();
                Provider provider = Provider.start();
                Contestants contestants =
                        Contestants.start(broker.bootstrapServers(), provider, KINDS, Contestant.First.KILLED)) {
            contestants.awaitReady();
            Killing killing = new Killing(broker.bootstrapServers(), provider, contestants);
            killing.run(report);
            Measured measured = new Rounds(jobs, broker.bootstrapServers(), contestants).measure(report);
            report.progress("waiting for what the kill still has to bring");
            tell(report, measured, killing.tolls());
        }
        report.save();
    }

    private void tell(Report report, Measured measured, Map<Victim, Toll> tolls) {
        Table table = new Table("", "jobs/s", "CPU a job, µs", "x limit", "after kill -9, of 500");
        report.raw().put("jobs_a_round", jobs);
        for (Kind kind : KINDS) {
            List<Victim> victims = Victim.of(kind);
            table.row(
                    kind.label(),
                    measured.jobsPerSecond(kind).text(0),
                    measured.cpu(kind).text(0),
                    measured.cpuOver(kind, Kind.LIMIT).text(2),
                    toll(tolls, victims.getFirst()).text());
            victims.stream()
                    .skip(1)
                    .forEach(keyed -> table.row(
                            "  with an idempotency key",
                            "",
                            "",
                            "",
                            toll(tolls, keyed).text()));
            measured.save(report, kind);
        }
        tolls.forEach((victim, toll) -> report.raw().withObject("/kill").set(victim.name(), toll.raw()));
        report.table(table);
    }

    private static Toll toll(Map<Victim, Toll> tolls, Victim victim) {
        Toll toll = tolls.get(victim);
        if (toll == null) {
            throw new IllegalArgumentException("not killed: " + victim);
        }
        return toll;
    }
}
