package dev.takeone.ops;

import dev.takeone.account.Dollars;
import dev.takeone.account.Sight;
import dev.takeone.account.Spending;
import dev.takeone.journal.BrokerAway;
import dev.takeone.journal.Unwritten;
import dev.takeone.journal.threads.ThreadState;
import dev.takeone.journal.topics.TopicFacts;
import dev.takeone.orders.Order;
import dev.takeone.orders.StandingOrders;
import dev.takeone.outage.Outage;
import dev.takeone.provider.quota.Closure;
import dev.takeone.worker.Intake;
import dev.takeone.worker.WorkerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** What {@code /q/health} says, as functions of the worker's status. */
public final class Health {
    /** The worker ticks many times a second; this long without one means that its thread is stuck. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    /**
     * The other threads wait for the broker, there or not, and each wait has an end: the journal's idle look comes once a
     * minute and its calls end after 10 s; a poll may run a rebalance, which waits for the worker's thread and the
     * last transaction for 75 s at most, and asks for offsets and partitions for a minute at most. After two, none of that can be the reason.
     */
    private static final Duration WAITED_TOO_LONG = Duration.ofMinutes(2);

    /** Longer than any transaction that ends well takes. */
    private static final Duration AWAY = Duration.ofSeconds(15);

    private static final int LONGEST_NAME = 200;

    private Health() {}

    /** The deciding thread moves. None of the live checks says that Kafka or the provider is down: a restart mends neither. */
    public static HealthCheckResponse deciding(WorkerStatus status, Instant now) {
        boolean moves =
                status.at().equals(Instant.MIN) || now.isBefore(status.at().plus(STUCK));
        return HealthCheckResponse.builder()
                .name("deciding thread")
                .status(moves && status.halted().isEmpty())
                .withData("halted", status.halted().orElse("no"))
                .build();
    }

    /**
     * The channel polls. Before its first poll there is nothing to say; a worker that has joined, which takes polls, and whose
     * consumer knows of none has had its channel closed by an error.
     */
    public static HealthCheckResponse polling(boolean joined, Optional<Duration> sinceLastPoll) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.builder()
                .name("polling thread")
                .status((!joined || sinceLastPoll.isPresent())
                        && sinceLastPoll.filter(Health::isTooLong).isEmpty());
        sinceLastPoll.ifPresent(length -> answer.withData("quiet_seconds", length.toSeconds()));
        return answer.build();
    }

    /** Each of the journal's threads works, or waits for work: none has ended by an error, and none is stuck. */
    public static HealthCheckResponse journal(List<ThreadState> threads) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.builder()
                .name("journal threads")
                .status(threads.stream().noneMatch(each -> each.fallen().isPresent() || isTooLong(each.quiet())));
        threads.forEach(each -> answer.withData(
                each.name(),
                each.fallen()
                        .map(error -> "ended by " + error)
                        .orElseGet(() -> "quiet for " + each.quiet().toSeconds() + " s")));
        return answer.build();
    }

    /**
     * The thread at the account board moves, without which no lease comes any more; what an error makes of it halts the
     * worker.
     */
    public static HealthCheckResponse board(Duration quiet) {
        return HealthCheckResponse.builder()
                .name("account thread")
                .status(!isTooLong(quiet))
                .withData("quiet_seconds", quiet.toSeconds())
                .build();
    }

    /** The threads that follow orders and callbacks move; what an error makes of one halts the worker. */
    public static HealthCheckResponse following(Duration orders, Duration callbacks) {
        return HealthCheckResponse.builder()
                .name("following threads")
                .status(!isTooLong(orders) && !isTooLong(callbacks))
                .withData("orders_quiet_seconds", orders.toSeconds())
                .withData("callbacks_quiet_seconds", callbacks.toSeconds())
                .build();
    }

    private static boolean isTooLong(Duration quiet) {
        return quiet.compareTo(WAITED_TOO_LONG) >= 0;
    }

    /** The broker was reached, and the topics are as they have to be: else there is no worker to ask. */
    public static HealthCheckResponse started(TopicFacts facts) {
        return HealthCheckResponse.builder()
                .name("topics")
                .up()
                .withData("cluster", facts.clusterId())
                .withData("partitions", facts.partitions())
                .build();
    }

    /** The group is joined and no partition is stuck in its restore. */
    public static HealthCheckResponse ready(WorkerStatus status) {
        boolean restored = status.restoring().isEmpty();
        HealthCheckResponseBuilder answer = HealthCheckResponse.builder()
                .name("partitions")
                .status(status.joined() && restored)
                .withData("joined", status.joined())
                .withData("serving", status.serving())
                .withData("restoring", status.restoring().size());
        return answer.build();
    }

    /** The account works, as far as calls to the provider tell. */
    public static HealthCheckResponse provider(WorkerStatus status) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.builder()
                .name("provider")
                .status(status.calls().holds().stream().allMatch(Closure::isBrief));
        status.calls().holds().stream()
                .min(Comparator.comparing(Closure::isBrief))
                .ifPresent(hold -> {
                    answer.withData("cause", hold.cause().name().toLowerCase(Locale.ROOT));
                    answer.withData(
                            "held",
                            hold.lanes().stream().map(Enum::name).sorted().collect(Collectors.joining(",")));
                    hold.model().ifPresent(model -> answer.withData("model", model));
                    answer.withData("since", hold.since().toString());
                    answer.withData("next_try", hold.until().toString());
                    hold.error().httpStatus().ifPresent(http -> answer.withData("http_status", http));
                    hold.error().message().ifPresent(message -> answer.withData("message", message));
                });
        return answer.build();
    }

    /** The broker answers, and the journal takes decisions. */
    public static HealthCheckResponse broker(
            WorkerStatus status, Optional<BrokerAway> away, Optional<Unwritten> unwritten, Instant now) {
        Optional<Instant> stuck = status.commitAwaitedSince().filter(since -> now.isAfter(since.plus(AWAY)));
        Optional<Unwritten> refused = unwritten.filter(
                each -> stuck.isPresent() || now.isAfter(each.since().plus(AWAY)));
        HealthCheckResponseBuilder answer = HealthCheckResponse.builder()
                .name("broker")
                .status(away.isEmpty() && stuck.isEmpty() && refused.isEmpty());
        away.ifPresent(
                silent -> answer.withData("since", silent.since().toString()).withData("why", silent.why()));
        stuck.ifPresent(since -> answer.withData("no_commit_since", since.toString()));
        refused.ifPresent(each ->
                answer.withData("refused_since", each.since().toString()).withData("refused", each.why()));
        return answer.build();
    }

    /** What is bought is on its way soon after its intent's transaction was begun; what is not is not sent, but decided again. */
    public static HealthCheckResponse submissions(WorkerStatus status) {
        Optional<WorkerStatus.Late> late = status.calls().late();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.builder().name("submissions").status(late.isEmpty());
        late.ifPresent(each -> answer.withData("too_late_since", each.since().toString())
                .withData("not_sent", each.posts())
                .withData("why", each.why()));
        return answer.build();
    }

    /** Every partition is served. */
    public static HealthCheckResponse partitions(WorkerStatus status) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.builder()
                .name("served partitions")
                .status(status.stopped().isEmpty()
                        && status.restoring().values().stream().allMatch(String::isEmpty));
        status.restoring().forEach((partition, why) -> answer.withData("waiting_" + partition, why));
        status.stopped().forEach((partition, error) -> answer.withData("stopped_" + partition, error));
        return answer.build();
    }

    /** The topics are whole, and as they have to be. */
    public static HealthCheckResponse topics(Map<String, String> troubles) {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.builder().name("whole topics").status(troubles.isEmpty());
        troubles.forEach(answer::withData);
        return answer.build();
    }

    /** Every partition of the requests topic can be read. */
    public static HealthCheckResponse intake(Intake intake) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.builder()
                .name("intake")
                .status(intake.unreadable().isEmpty() && intake.hindrance().isEmpty());
        intake.hindrance().ifPresent(why -> answer.withData("why", why));
        intake.unreadable().forEach((partition, why) -> answer.withData("unreadable_" + partition, why));
        return answer.build();
    }

    /** Jobs whose former owner may have sent them can go on as soon as the receipts are read. */
    public static HealthCheckResponse receipts(WorkerStatus status, Instant now) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.builder().name("receipts");
        boolean waits = false;
        for (Map.Entry<Integer, Instant> each : status.receiptsAwaitedSince().entrySet()) {
            if (now.isAfter(each.getValue().plus(AWAY))) {
                waits = true;
                answer.withData("unread_" + each.getKey(), each.getValue().toString());
            }
        }
        return answer.status(!waits).build();
    }

    /**
     * The orders of operators are read, none holds this group's purchases, and all can be understood.
     *
     * @param silence since when they cannot be read, where that is so
     */
    public static HealthCheckResponse orders(StandingOrders orders, Optional<Outage> silence) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.builder()
                .name("orders")
                .status(silence.isEmpty()
                        && orders.holds().isEmpty()
                        && orders.broken().isEmpty());
        silence.ifPresent(since ->
                answer.withData("unread_since", since.since().toString()).withData("why", since.why()));
        orders.holds().forEach(hold -> answer.withData("held_by_" + shown(hold.name()), said(hold)));
        orders.broken().forEach((name, why) -> answer.withData("ignored_" + shown(name), why));
        return answer.build();
    }

    /**
     * This worker has a lease on the account's calls, and those who share the account agree about it.
     *
     * @param away since when the board cannot be used, where that is so
     */
    public static HealthCheckResponse account(Sight sight, Optional<Outage> away) {
        boolean silent = sight.silence().compareTo(AWAY) > 0;
        HealthCheckResponseBuilder answer = HealthCheckResponse.builder()
                .name("account")
                .status(away.isEmpty()
                        && !silent
                        && sight.lease().isPresent()
                        && sight.differing().isEmpty()
                        && sight.others().isEmpty()
                        && sight.unreadable().isEmpty()
                        && sight.strangers() == 0)
                .withData("workers", sight.workers().size())
                .withData("deals", sight.deals())
                .withData(
                        "leased_calls_per_minute",
                        sight.lease()
                                .map(lease -> Long.toString(Math.round(lease.calls())))
                                .orElse("none: no calls are made until the board answers"));
        away.ifPresent(
                since -> answer.withData("away_since", since.since().toString()).withData("why", since.why()));
        if (silent) {
            answer.withData("no_dealing_for_seconds", sight.silence().toSeconds());
        }
        sight.differing().forEach((worker, said) -> answer.withData("limits_of_" + worker, said));
        sight.others().forEach((worker, said) -> answer.withData("other_account_" + worker, said));
        sight.unreadable().forEach((record, why) -> answer.withData("ignored_" + record, why));
        if (sight.strangers() > 0) {
            answer.withData(
                    "left_to_workers_that_are_not_on_the_board",
                    Math.round(sight.strangers() * 100) + " % of the account");
        }
        return answer.build();
    }

    /**
     * No request waits for room under a ceiling. Says what was spent, and when the next has room, where that is known.
     *
     * @param tooDear how many of this worker's requests cost more than a whole ceiling, or nobody knows what
     */
    public static HealthCheckResponse spend(Spending spending, int tooDear) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.builder()
                .name("spend")
                .status(!spending.parked() && tooDear == 0)
                .withData("in_flight", Dollars.text(spending.running()))
                .withData(
                        "last_hour",
                        said(spending.lastHour(), spending.ceilings().hour()))
                .withData(
                        "last_24_hours",
                        said(spending.lastDay(), spending.ceilings().day()));
        if (spending.ceilings().hour().isPresent()) {
            spending.hourRoom().ifPresent(at -> answer.withData("hour_has_room_from", at.toString()));
        }
        if (spending.ceilings().day().isPresent()) {
            spending.dayRoom().ifPresent(at -> answer.withData("day_has_room_from", at.toString()));
        }
        if (tooDear > 0) {
            answer.withData(
                    "dearer_than_a_ceiling",
                    tooDear + " requests, which wait until takeone.spend.per-hour or per-day is raised, or they are"
                            + " withdrawn; those whose model has no price wait until takeone.spend.unpriced says what"
                            + " counts for it");
        }
        if (spending.gone() > 0) {
            answer.withData(
                    "counts_until_their_partitions_are_served",
                    Dollars.text(spending.gone()) + ", which workers that are gone may have spent; for a day at most");
        }
        if (!spending.unknown().isEmpty()) {
            answer.withData("nothing_is_bought_until_these_are_served", String.join(", ", spending.unknown()));
        }
        return answer.build();
    }

    private static String said(long spent, OptionalLong ceiling) {
        return Dollars.text(spent) + (ceiling.isPresent() ? " of " + Dollars.text(ceiling.getAsLong()) : "");
    }

    /** A name may be as long as a record's key. */
    private static String shown(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }

    private static String said(Order.Hold hold) {
        return "no new POST" + hold.model().map(model -> " for " + model).orElse("")
                + hold.by().map(who -> ", by " + who).orElse("")
                + hold.reason().map(why -> ": " + why).orElse("")
                + "; it ends with a record of the key " + hold.name()
                + " without a value in the topic that takeone.topics.commands names";
    }
}
