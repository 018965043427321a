package dev.takeone.bench.tls;

import dev.takeone.bench.Gauge;
import dev.takeone.bench.Orders;
import dev.takeone.bench.Percentile;
import dev.takeone.bench.Provider;
import dev.takeone.bench.tls.Costs.Cost;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.provider.AccountKey;
import dev.takeone.provider.http.CallLimits;
import dev.takeone.provider.http.ProviderClient;
import dev.takeone.provider.http.ProviderEndpoint;
import dev.takeone.provider.http.Route;
import dev.takeone.waiting.Waiting;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** The worker's own client, one call after the other, in a process that has called nobody before. */
final class CallerMain {
    static final String TOOK = "calls took ";

    private static final CallLimits LIMITS = new CallLimits(1, 1, Waiting.AT_MOST, Waiting.AT_MOST, Waiting.AT_MOST);

    private final int warmUp;
    private final int calls;

    private CallerMain(int warmUp, int calls) {
        this.warmUp = warmUp;
        this.calls = calls;
    }

    /** Takes the provider's address, the PEM file of whom to trust, empty without TLS, and the calls before and measured. */
    public static void main(String[] arguments) {
        String trusted = arguments[1];
        Route route = trusted.isEmpty()
                ? Route.DIRECT
                : new Route(
                        Optional.empty(),
                        options -> options.setTrustOptions(new PemTrustOptions().addCertPath(trusted)));
        CallerMain caller = new CallerMain(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        System.out.println(TOOK + caller.measure(arguments[0], route).line());
    }

    private Costs measure(String url, Route route) {
        ProviderEndpoint endpoint = ProviderEndpoint.of(url, new AccountKey(Provider.API_KEY), Optional.empty());
        String name = Long.toString(ProcessHandle.current().pid());
        Vertx vertx = Vertx.vertx();
        try (ProviderClient client = new ProviderClient(vertx, endpoint, route, LIMITS, InstantSource.system())) {
            List<String> tasks = new ArrayList<>();
            Cost post = cost(number -> tasks.add(submitted(client, name + "-" + number)));
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

    private Cost cost(IntConsumer call) {
        for (int number = 0; number < warmUp; number++) {
            call.accept(number);
        }
        Gauge gauge = new Gauge(ProcessHandle.current().pid());
        List<Double> took = new ArrayList<>();
        Duration before = gauge.cpu();
        for (int number = 0; number < calls; number++) {
            long begin = System.nanoTime();
            call.accept(warmUp + number);
            took.add((System.nanoTime() - begin) / 1e6);
        }
        double cpu = gauge.cpu().minus(before).toNanos() / 1e6 / calls;
        return new Cost(Percentile.of(took, 50), Percentile.of(took, 99), cpu);
    }
}
