package dev.takeone.bench.hooks;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Gauge;
import dev.takeone.bench.Orders;
import dev.takeone.bench.Percentile;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.Table;
import dev.takeone.bench.Topics;
import dev.takeone.bench.Workers;
import dev.takeone.broker.LocalBroker;
import dev.takeone.process.LoopbackPorts;
import dev.takeone.process.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * How soon {@code /hooks} answers calls of every kind, beside the tasks that an account allows where all of them call, and
 * beside five times as many; and what a thousand calls a second by a stranger cost the worker.
 */
public final class HooksBench implements Bench {
    private static final int PARTITIONS = 6;
    private static final String SECRET = "b".repeat(40);

    /** A minute: one POST and one check each are 488 calls of an account's 500. */
    private static final int ACCOUNT = 244;

    private static final int FIVE_TIMES = 5 * ACCOUNT;
    private static final int CALLS = 60;
    private static final int FEW_CALLS = 50;
    private static final int MANY_CALLS = 1_000;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(10);
    /** Less than the worker's patience with a call that does not end. */
    private static final Duration SHORTER = Duration.ofSeconds(3);

    private static final double GOAL_P99 = 100;

    private static final List<Kind> MIXED = List.of(Kind.SEALED, Kind.FORGED, Kind.TOO_LONG);

    /**
     * What a worker took for some seconds.
     *
     * @param cores its CPU time by the time that went by
     * @param published when each of its requests was
     */
    private record Taken(
            String what, double cores, Map<String, Instant> published, Collection<Callers.Answer> answers) {}

    /** The calls of some seconds. */
    private record Answered(String load, Collection<Callers.Answer> answers) {}

    @Override
    public String name() {
        return "hooks";
    }

    /** The broker is closed in the middle of it, which is what is measured. */
    @Override
    @SuppressWarnings("try")
    public void run(Report report) throws InterruptedException {
        report.progress("starting broker, simulator and worker");
        Topics topics = new Topics("hooks");
        Path secret = secret();
        try (LocalBroker broker = LocalBroker.start();
                Provider provider = Provider.start(List.of("--task-seconds", "2..4"))) {
            Topics.make(broker.bootstrapServers(), List.of(topics), PARTITIONS);
            URI url = URI.create("http://127.0.0.1:" + LoopbackPorts.free());
            Map<String, String> environment = Workers.environment(broker.bootstrapServers(), provider.url(), topics);
            environment.put("QUARKUS_HTTP_PORT", Integer.toString(url.getPort()));
            environment.put("TAKEONE_TOPICS_CALLBACKS", "hooks.callbacks");
            environment.put("TAKEONE_WEBHOOK_URL", url + "/hooks");
            environment.put("TAKEONE_WEBHOOK_SECRET_FILE", secret.toString());
            environment.put("TAKEONE_WEBHOOK_ALLOW_PRIVATE", "true");
            try (WorkerProcess worker = WorkerProcess.start(environment, line -> {});
                    Orders orders = new Orders(broker.bootstrapServers());
                    Callers callers = new Callers(url, SECRET)) {
                worker.awaitReady();
                Jobs jobs = new Jobs(orders, topics.requests());
                warmUp(report, jobs, callers);
                List<Taken> taken = strangers(report, new Gauge(worker.pid()), jobs, callers);
                List<Answered> answered = new ArrayList<>(answers(report, jobs, callers));
                taken.forEach(each ->
                        answered.add(new Answered(ACCOUNT + " jobs/min, " + MANY_CALLS + " calls/s", each.answers())));
                tellStrangers(report, taken, provider);
                broker.close();
                answered.add(away(report, callers));
                tellAnswers(report, answered);
            }
        } finally {
            delete(secret);
        }
        report.save();
    }

    private static Path secret() {
        try {
            return Files.writeString(Files.createTempFile("takeone-bench", ".secret"), SECRET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void warmUp(Report report, Jobs jobs, Callers callers) throws InterruptedException {
        report.progress("warm-up: " + FIVE_TIMES + " jobs a minute, " + CALLS + " calls a second");
        CompletableFuture<Map<String, Instant>> load = jobs.publish(FIVE_TIMES, LONG);
        callers.call(MIXED, CALLS, LONG);
        load.join();
    }

    private static List<Taken> strangers(Report report, Gauge gauge, Jobs jobs, Callers callers)
            throws InterruptedException {
        List<Taken> taken = new ArrayList<>();
        taken.add(stranger(report, gauge, jobs, callers, List.of()));
        taken.add(stranger(report, gauge, jobs, callers, List.of(Kind.FORGED)));
        taken.add(stranger(report, gauge, jobs, callers, List.of(Kind.REPLAYED)));
        return taken;
    }

    private static Taken stranger(Report report, Gauge gauge, Jobs jobs, Callers callers, List<Kind> kinds)
            throws InterruptedException {
        String what = kinds.isEmpty()
                ? "nobody"
                : MANY_CALLS + " a second: " + kinds.getFirst().label();
        report.progress("a stranger's calls beside " + ACCOUNT + " jobs a minute: " + what);
        Duration cpu = gauge.cpu();
        long begin = System.nanoTime();
        CompletableFuture<Map<String, Instant>> load = jobs.publish(ACCOUNT, SHORT);
        Collection<Callers.Answer> answers = kinds.isEmpty() ? List.of() : callers.call(kinds, MANY_CALLS, SHORT);
        Map<String, Instant> published = load.join();
        double cores = (double) gauge.cpu().minus(cpu).toNanos() / (System.nanoTime() - begin);
        return new Taken(what, cores, published, answers);
    }

    private static List<Answered> answers(Report report, Jobs jobs, Callers callers) throws InterruptedException {
        List<Answered> answered = new ArrayList<>();
        for (int load : List.of(ACCOUNT, FIVE_TIMES)) {
            report.progress(CALLS + " calls a second beside " + load + " jobs a minute");
            CompletableFuture<Map<String, Instant>> published = jobs.publish(load, LONG);
            answered.add(new Answered(load + " jobs/min", callers.call(MIXED, CALLS, LONG)));
            published.join();
        }
        report.progress(FEW_CALLS + " calls a second while 256 are open");
        CompletableFuture<Map<String, Instant>> published = jobs.publish(FIVE_TIMES, SHORTER);
        List<Socket> open = List.of();
        try {
            open = callers.halfCalls();
            answered.add(
                    new Answered(FIVE_TIMES + " jobs/min", callers.call(List.of(Kind.TOO_MANY), FEW_CALLS, SHORTER)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            close(open);
        }
        published.join();
        return answered;
    }

    private static void close(List<Socket> open) {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Not counted are those calls by which the worker finds out: each waits for the broker as long as it may. */
    private static Answered away(Report report, Callers callers) throws InterruptedException {
        report.progress("calls without a broker");
        int first = callers.call(List.of(Kind.AWAY), 1, SHORT).size();
        report.note("Of the calls without a broker the first " + first + " are not counted: until one has waited for it"
                + " in vain for 5 s, the worker does not know that it is away, and lets each wait.");
        return new Answered("no broker", callers.call(List.of(Kind.AWAY), FEW_CALLS, SHORT));
    }

    private static void tellAnswers(Report report, List<Answered> all) {
        Table table = new Table(
                "a call's answer, milliseconds", "beside", "answer", "calls", "others", "p50", "p99", "longest");
        double worst = 0;
        long wrong = 0;
        for (Answered some : all) {
            wrong += wrong(some.answers());
            for (Kind kind : Kind.values()) {
                List<Callers.Answer> own = some.answers().stream()
                        .filter(each -> each.kind() == kind)
                        .toList();
                List<Double> millis = own.stream().map(Callers.Answer::millis).toList();
                if (!millis.isEmpty()) {
                    row(table, report, some.load(), kind, millis, wrong(own));
                    worst = Math.max(worst, Percentile.of(millis, 99));
                }
            }
        }
        report.table(table);
        report.goal("a call answered, p99 at most 100 ms, whatever its kind", worst <= GOAL_P99, number(worst) + " ms");
        report.goal("every answer as the contract says", wrong == 0, wrong + " others");
    }

    private static long wrong(Collection<Callers.Answer> answers) {
        return answers.stream().filter(each -> !each.isRight()).count();
    }

    private static void row(Table table, Report report, String load, Kind kind, List<Double> millis, long wrong) {
        table.row(
                kind.label(),
                load,
                Integer.toString(kind.status()),
                Integer.toString(millis.size()),
                Long.toString(wrong),
                number(Percentile.of(millis, 50)),
                number(Percentile.of(millis, 99)),
                number(Percentile.of(millis, 100)));
        report.raw()
                .withArray("answers")
                .addObject()
                .put("kind", kind.label())
                .put("beside", load)
                .put("status", kind.status())
                .put("calls", millis.size())
                .put("wrong", wrong)
                .put("p50_millis", Percentile.of(millis, 50))
                .put("p99_millis", Percentile.of(millis, 99))
                .put("longest_millis", Percentile.of(millis, 100));
    }

    private static void tellStrangers(Report report, List<Taken> all, Provider provider) {
        Map<String, Instant> charged =
                provider.charges().stream().collect(Collectors.toMap(Provider.Charge::subject, Provider.Charge::at));
        Table table = new Table(
                "a stranger calls",
                "CPU of the worker",
                "answer, p99",
                "POSTs",
                "request to POST, ms: p50",
                "p99",
                "longest");
        for (Taken each : all) {
            List<Double> posts = posts(each.published(), charged);
            String answer = each.answers().isEmpty()
                    ? "-"
                    : number(Percentile.of(
                            each.answers().stream().map(Callers.Answer::millis).toList(), 99));
            table.row(
                    each.what(),
                    number(100 * each.cores()) + " %",
                    answer,
                    posts.size() + " of " + each.published().size(),
                    number(Percentile.of(posts, 50)),
                    number(Percentile.of(posts, 99)),
                    number(Percentile.of(posts, 100)));
            report.raw()
                    .withArray("strangers")
                    .addObject()
                    .put("what", each.what())
                    .put("cores", each.cores())
                    .put("post_p50_millis", Percentile.of(posts, 50))
                    .put("post_p99_millis", Percentile.of(posts, 99))
                    .put("wrong", wrong(each.answers()));
        }
        report.table(table);
    }

    /** From each request to its POST, of those that have come; on a starved machine one may be in doubt for minutes. */
    private static List<Double> posts(Map<String, Instant> published, Map<String, Instant> charged) {
        return published.entrySet().stream()
                .filter(each -> charged.containsKey(each.getKey()))
                .map(each -> Duration.between(each.getValue(), charged.getOrDefault(each.getKey(), Instant.MAX))
                                .toNanos()
                        / 1e6)
                .toList();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
