package dev.takeone.demo;

import dev.takeone.bench.Orders;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Topics;
import dev.takeone.bench.Workers;
import dev.takeone.broker.LocalBroker;
import dev.takeone.process.WorkerProcess;
import dev.takeone.waiting.Waiting;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** {@code ./takeone demo --lanes}: 200 bulk requests, then 5 express ones that overtake them, on one account. */
final class LanesDemo {
    private static final int BULK = 200;
    private static final int EXPRESS = 5;
    private static final int PARTITIONS = 6;
    private static final String CALLS_A_MINUTE = "120";
    private static final Topics BULK_LANE = new Topics("bulk");
    private static final Topics EXPRESS_LANE = new Topics("express");

    private final Screen screen;
    private String last = "";

    LanesDemo(Screen screen) {
        this.screen = screen;
    }

    /** Plays it; whether the express requests have overtaken. */
    boolean play() throws InterruptedException {
        try (LocalBroker broker = LocalBroker.start();
                Provider provider =
                        Provider.start(List.of("--task-seconds", "2..6", "--requests-per-minute", CALLS_A_MINUTE));
                Orders orders = new Orders(broker.bootstrapServers())) {
            Topics.make(broker.bootstrapServers(), List.of(BULK_LANE, EXPRESS_LANE), PARTITIONS);
            screen.line("account    " + CALLS_A_MINUTE + " calls a minute, shared by two lanes");
            try (WorkerProcess bulk = worker(broker, provider, BULK_LANE, "1");
                    WorkerProcess express = worker(broker, provider, EXPRESS_LANE, "3")) {
                screen.line("bulk       " + bulk.url() + "  (weight 1)");
                screen.line("express    " + express.url() + "  (weight 3)");
                return overtake(provider, orders);
            }
        }
    }

    private static WorkerProcess worker(LocalBroker broker, Provider provider, Topics lane, String weight) {
        Map<String, String> environment = Workers.environment(broker.bootstrapServers(), provider.url(), lane);
        environment.put("TAKEONE_PROVIDER_REQUESTS_PER_MINUTE", CALLS_A_MINUTE);
        environment.put("TAKEONE_TOPICS_ACCOUNT", "video.account");
        environment.put("TAKEONE_ACCOUNT_WEIGHT", weight);
        WorkerProcess worker = WorkerProcess.start(environment, line -> {});
        worker.awaitReady();
        return worker;
    }

    private boolean overtake(Provider provider, Orders orders) throws InterruptedException {
        publish(orders, BULK_LANE, "bulk-", BULK);
        say(BULK + " bulk requests are published");
        Waiting bulkBegins = Waiting.begin();
        while (charged(provider, "bulk-") < EXPRESS) {
            bulkBegins.goOn(() -> "the first bulk submissions");
        }
        publish(orders, EXPRESS_LANE, "express-", EXPRESS);
        say(EXPRESS + " express requests are published behind them");
        Waiting expressBegins = Waiting.begin();
        while (charged(provider, "express-") < EXPRESS) {
            tell(provider);
            expressBegins.goOn(() -> "the express submissions");
        }
        tell(provider);
        int overtaken = BULK - charged(provider, "bulk-");
        screen.line("");
        screen.line("All " + EXPRESS + " express requests are submitted, ahead of " + overtaken + " of the " + BULK
                + " bulk requests that were published before them.");
        return overtaken > 0 && provider.chargedTwice().isEmpty();
    }

    private static void publish(Orders orders, Topics lane, String prefix, int count) throws InterruptedException {
        for (int each = 0; each < count; each++) {
            orders.publish(lane.requests(), each % PARTITIONS, prefix + each);
        }
        orders.flush();
    }

    private void tell(Provider provider) {
        String now = "submitted: bulk " + charged(provider, "bulk-") + " of " + BULK + ", express "
                + charged(provider, "express-") + " of " + EXPRESS;
        if (!now.equals(last)) {
            last = now;
            say(now);
        }
    }

    private void say(String what) {
        screen.line(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  " + what);
    }

    private static int charged(Provider provider, String prefix) {
        return (int) provider.charges().stream()
                .filter(charge -> charge.subject().startsWith(prefix))
                .count();
    }
}
