package dev.takeone.bench.tls;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Gauge;
import dev.takeone.bench.Orders;
import dev.takeone.bench.Percentile;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.Table;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.process.ChildProcess;
import dev.takeone.provider.AccountKey;
import dev.takeone.provider.http.CallLimits;
import dev.takeone.provider.http.ProviderClient;
import dev.takeone.provider.http.ProviderEndpoint;
import dev.takeone.provider.http.Route;
import dev.takeone.tls.Certificate;
import dev.takeone.waiting.Waiting;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;

/** The worker's own client, one call after the other on loopback, plain and over TLS. */
public final class TlsBench implements Bench {
    private static final int WARM_UP = 300;
    private static final int CALLS = 300;
    private static final CallLimits LIMITS = new CallLimits(1, 1, Waiting.AT_MOST, Waiting.AT_MOST, Waiting.AT_MOST);

    /** Of one kind of calls, each in milliseconds. */
    private record Cost(double half, double most, double cpu) {}

    /** Of both kinds, over one way. */
    private record Costs(Cost post, Cost check) {}

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public void run(Report report) {
        report.progress("starting the simulator, and TLS in front of it");
        try (Provider provider = Provider.start()) {
            Path folder = Files.createTempDirectory("takeone-bench-tls");
            Certificate certificate = Certificate.make(folder, "provider", "ip:127.0.0.1");
            try (ChildProcess front = front(certificate, provider.url().getPort())) {
                String port = front.awaitLine(line -> line.startsWith(FrontMain.READY))
                        .substring(FrontMain.READY.length());
                report.progress("plain");
                Costs plain = measure(provider.url().toString(), Route.DIRECT);
                report.progress("over TLS");
                Costs tls = measure("https://127.0.0.1:" + port, trusting(certificate));
                tell(report, plain, tls);
            } finally {
                Files.delete(certificate.keyStore());
                Files.delete(certificate.pem());
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        report.save();
    }

    private static ChildProcess front(Certificate certificate, int behind) {
        return ChildProcess.start(
                ChildProcess.Command.java(
                        "front",
                        List.of(),
                        FrontMain.class.getName(),
                        List.of(certificate.keyStore().toString(), Integer.toString(behind))),
                line -> {});
    }

    private static Route trusting(Certificate certificate) {
        return new Route(
                Optional.empty(),
                options -> options.setTrustOptions(
                        new PemTrustOptions().addCertPath(certificate.pem().toString())));
    }

    private static Costs measure(String url, Route route) {
        ProviderEndpoint endpoint = ProviderEndpoint.of(url, new AccountKey(Provider.API_KEY), Optional.empty());
        Vertx vertx = Vertx.vertx();
        try (ProviderClient client = new ProviderClient(vertx, endpoint, route, LIMITS, InstantSource.system())) {
            List<String> tasks = new ArrayList<>();
            Cost post = cost(number -> tasks.add(submitted(client, url + "-" + number)));
            return new Costs(post, cost(number -> checked(client, tasks.getFirst())));
        } finally {
            vertx.closeAndAwait();
        }
    }

    private static String submitted(ProviderClient client, String id) {
        SubmitOutcome outcome =
                client.submit(Orders.body(id), id, () -> true).await().atMost(Waiting.AT_MOST);
        if (outcome instanceof SubmitOutcome.Accepted accepted) {
            return accepted.taskIds().getFirst();
        }
        throw new IllegalStateException("not accepted: " + outcome);
    }

    private static void checked(ProviderClient client, String task) {
        StatusOutcome outcome = client.check(task, () -> {}).await().atMost(Waiting.AT_MOST);
        if (outcome instanceof StatusOutcome.Unreadable) {
            throw new IllegalStateException("not a status: " + outcome);
        }
    }

    private static Cost cost(IntConsumer call) {
        for (int number = 0; number < WARM_UP; number++) {
            call.accept(number);
        }
        Gauge gauge = new Gauge(ProcessHandle.current().pid());
        List<Double> took = new ArrayList<>();
        Duration before = gauge.cpu();
        for (int number = 0; number < CALLS; number++) {
            long begin = System.nanoTime();
            call.accept(WARM_UP + number);
            took.add((System.nanoTime() - begin) / 1e6);
        }
        double cpu = gauge.cpu().minus(before).toNanos() / 1e6 / CALLS;
        return new Cost(Percentile.of(took, 50), Percentile.of(took, 99), cpu);
    }

    private static void tell(Report report, Costs plain, Costs tls) {
        Table table = new Table("milliseconds", "p50", "p99", "CPU a call, client");
        row(table, report, "POST on a new connection, plain", "post_plain", plain.post());
        row(table, report, "the same over TLS", "post_tls", tls.post());
        row(table, report, "status check on a kept connection, plain", "check_plain", plain.check());
        row(table, report, "the same over TLS", "check_tls", tls.check());
        report.table(table);
        report.note(String.format(
                Locale.ROOT,
                "A handshake a POST: %.1f ms, and %.1f ms of CPU; a round trip each for connection and TLS is not in it.",
                tls.post().half() - plain.post().half(),
                tls.post().cpu() - plain.post().cpu()));
    }

    private static void row(Table table, Report report, String label, String name, Cost cost) {
        table.row(label, number(cost.half()), number(cost.most()), number(cost.cpu()));
        report.raw()
                .putObject(name)
                .put("p50_millis", cost.half())
                .put("p99_millis", cost.most())
                .put("cpu_millis", cost.cpu());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
