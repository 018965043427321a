package dev.takeone.bench.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.bench.Report;
import dev.takeone.bench.Spread;
import dev.takeone.bench.pipeline.Rounds.Round;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the rounds have shown of everybody who took part. */
record Measured(Map<Kind, List<Round>> rounds) {
    Spread jobsPerSecond(Kind kind) {
        return spread(kind, Round::jobsPerSecond);
    }

    /** In microseconds a job. */
    Spread cpu(Kind kind) {
        return spread(kind, Round::cpu);
    }

    /** CPU a job as a multiple of another's, round by round. */
    Spread cpuOver(Kind kind, Kind other) {
        return cpu(kind).over(cpu(other));
    }

    /** Adds a kind's figures to those for machines; a ratio to the limit among them. */
    ObjectNode save(Report report, Kind kind) {
        ObjectNode raw = report.raw().putObject(kind.word());
        raw.set("jobs_per_second", jobsPerSecond(kind).raw());
        raw.set("cpu_micros_per_job", cpu(kind).raw());
        raw.set("cpu_over_limit", cpuOver(kind, Kind.LIMIT).raw());
        raw.put("never_ended", of(kind).stream().mapToInt(Round::lost).sum());
        return raw;
    }

    private Spread spread(Kind kind, ToDoubleFunction<Round> figure) {
        return new Spread(of(kind).stream().mapToDouble(figure).boxed().toList());
    }

    private List<Round> of(Kind kind) {
        List<Round> measured = rounds.get(kind);
        if (measured == null) {
            throw new IllegalArgumentException("not measured: " + kind);
        }
        return measured;
    }
}
