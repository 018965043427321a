package dev.takeone.bench.account;

import dev.takeone.bench.Bench;
import dev.takeone.bench.Orders;
import dev.takeone.bench.Provider;
import dev.takeone.bench.Report;
import dev.takeone.bench.Table;
import dev.takeone.bench.Topics;
import dev.takeone.bench.Workers;
import dev.takeone.broker.LocalBroker;
import dev.takeone.process.WorkerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One account of 300 calls a minute: three workers with one busy partition of six, and two lanes of weights 3 and 1. */
public final class AccountBench implements Bench {
    private static final int CAP = 300;
    private static final int PARTITIONS = 6;
    private static final int JOBS = 600;
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration ALONE = Duration.ofSeconds(25);

    /** Measured before: three workers, six partitions, one of them busy, and shares by owned partitions. */
    private static final String FORMER = "32 %";

    @Override
    public String name() {
        return "account";
    }

    @Override
    public void run(Report report) throws InterruptedException {
        report.progress("starting broker and simulator");
        try (LocalBroker broker = LocalBroker.start()) {
            try (Provider provider = provider();
                    Orders orders = new Orders(broker.bootstrapServers())) {
                skew(report, broker.bootstrapServers(), provider, orders);
            }
            try (Provider provider = provider();
                    Orders orders = new Orders(broker.bootstrapServers())) {
                lanes(report, broker.bootstrapServers(), provider, orders);
            }
        }
        report.save();
    }

    private static Provider provider() {
        return Provider.start(List.of("--task-seconds", "4"));
    }

    private static WorkerProcess worker(String servers, Provider provider, Topics topics, Map<String, String> own) {
        Map<String, String> environment = Workers.environment(servers, provider.url(), topics);
        environment.put("TAKEONE_PROVIDER_REQUESTS_PER_MINUTE", Integer.toString(CAP));
        environment.put("TAKEONE_STATUS_FIRST_CHECK", "5s");
        environment.putAll(own);
        WorkerProcess worker = WorkerProcess.start(environment, line -> {});
        worker.awaitReady();
        return worker;
    }

    private static void skew(Report report, String servers, Provider provider, Orders orders)
            throws InterruptedException {
        Topics topics = new Topics("account-skew");
        Topics.make(servers, List.of(topics), PARTITIONS);
        List<WorkerProcess> workers = new ArrayList<>();
        try {
            for (String name : List.of("one", "two", "three")) {
                workers.add(worker(servers, provider, topics, Map.of("TAKEONE_WORKER_ID", name)));
            }
            report.progress("skew: " + JOBS + " requests in one partition of six");
            Instant begun = Instant.now();
            for (int job = 0; job < JOBS; job++) {
                orders.publish(topics.requests(), 0, "skew-" + job);
            }
            orders.flush();
            pause(SETTLED.plus(MINUTE));
            List<Instant> calls = calls(provider, any -> true);
            long used = within(calls, begun.plus(SETTLED), begun.plus(SETTLED).plus(MINUTE));
            Table table = new Table("three workers, one busy partition of six", "calls a minute", "of the account");
            table.row("by need", Long.toString(used), percent(used));
            table.row("by owned partitions, as measured before", "", FORMER);
            report.table(table);
            report.raw().put("skew_calls_per_minute", used).put("skew_peak", peak(calls));
            report.goal("at least 90 % used from 30 s on", used >= 0.9 * CAP, percent(used));
            report.goal("no more than 300 in any 60 s", peak(calls) <= CAP, Integer.toString(peak(calls)));
        } finally {
            workers.forEach(WorkerProcess::close);
        }
    }

    private static void lanes(Report report, String servers, Provider provider, Orders orders)
            throws InterruptedException {
        Topics bulk = new Topics("account-bulk");
        Topics express = new Topics("account-express");
        Topics.make(servers, List.of(bulk, express), PARTITIONS);
        Map<String, String> shared = Map.of("TAKEONE_TOPICS_ACCOUNT", "account-lanes");
        Map<String, String> heavy = new HashMap<>(shared);
        heavy.put("TAKEONE_ACCOUNT_WEIGHT", "3");
        try (WorkerProcess slow = worker(servers, provider, bulk, shared);
                WorkerProcess quick = worker(servers, provider, express, heavy)) {
            report.progress("lanes: the bulk lane alone on " + slow.url() + ", then " + quick.url() + " beside it");
            publish(orders, bulk, "bulk-");
            pause(ALONE);
            Instant begun = Instant.now();
            publish(orders, express, "express-");
            pause(SETTLED.plus(MINUTE));
            List<Instant> all = calls(provider, any -> true);
            Instant settled = begun.plus(Duration.ofSeconds(40));
            long bulkPosts = within(charges(provider, "bulk-"), settled, Instant.now());
            List<Instant> expressCharges = charges(provider, "express-");
            long expressPosts = within(expressCharges, settled, Instant.now());
            double ratio = expressPosts / (double) Math.max(1, bulkPosts);
            Duration first = expressCharges.stream()
                    .min(Instant::compareTo)
                    .map(at -> Duration.between(begun, at))
                    .orElse(Duration.ZERO);
            spans(report, provider, begun, "bulk-");
            spans(report, provider, begun, "express-");
            Table table = new Table("two lanes, weights 3 and 1", "");
            table.row("submissions, express to bulk", "%.2f".formatted(ratio));
            table.row("first express submission after", "%.1f s".formatted(first.toMillis() / 1e3));
            table.row("most calls in 60 s", Integer.toString(peak(all)));
            report.table(table);
            report.raw()
                    .put("lanes_ratio", ratio)
                    .put("lanes_first_millis", first.toMillis())
                    .put("lanes_peak", peak(all));
            report.goal("3 to 1 within 10 %", Math.abs(ratio - 3) <= 0.3, "%.2f".formatted(ratio));
            report.goal("need moves within 15 s", first.compareTo(Duration.ofSeconds(15)) < 0, first.toString());
            report.goal("no more than 300 in any 60 s", peak(all) <= CAP, Integer.toString(peak(all)));
        }
    }

    /** Submissions and checks of a lane, in each ten seconds since the beginning. */
    private static void spans(Report report, Provider provider, Instant begun, String lane) {
        Map<String, List<Instant>> checks = provider.checks();
        List<Provider.Charge> charges = provider.charges().stream()
                .filter(charge -> charge.subject().startsWith(lane))
                .toList();
        for (int span = -2; span < 9; span++) {
            Instant from = begun.plusSeconds(span * 10L);
            Instant to = from.plusSeconds(10);
            List<Instant> posts = charges.stream().map(Provider.Charge::at).toList();
            List<Instant> asked = charges.stream()
                    .flatMap(charge -> charge.taskIds().stream())
                    .flatMap(task -> checks.getOrDefault(task, List.of()).stream())
                    .toList();
            report.raw().withArray(lane + "posts").add(within(posts, from, to));
            report.raw().withArray(lane + "checks").add(within(asked, from, to));
        }
    }

    private static void publish(Orders orders, Topics topics, String prefix) throws InterruptedException {
        for (int job = 0; job < JOBS; job++) {
            orders.publish(topics.requests(), job % PARTITIONS, prefix + job);
        }
        orders.flush();
    }

    private static List<Instant> charges(Provider provider, String prefix) {
        return provider.charges().stream()
                .filter(charge -> charge.subject().startsWith(prefix))
                .map(Provider.Charge::at)
                .toList();
    }

    private static List<Instant> calls(Provider provider, Predicate<Provider.Charge> which) {
        return Stream.concat(
                        provider.charges().stream().filter(which).map(Provider.Charge::at),
                        provider.checks().values().stream().flatMap(List::stream))
                .sorted()
                .toList();
    }

    private static long within(List<Instant> calls, Instant from, Instant to) {
        return calls.stream()
                .filter(at -> !at.isBefore(from) && at.isBefore(to))
                .count();
    }

    private static int peak(List<Instant> calls) {
        int from = 0;
        int most = 0;
        for (int to = 0; to < calls.size(); to++) {
            while (!calls.get(from).isAfter(calls.get(to).minus(MINUTE))) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    private static String percent(long used) {
        return Math.round(100.0 * used / CAP) + " %";
    }

    private static void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
