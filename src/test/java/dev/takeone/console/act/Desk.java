package dev.takeone.console.act;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.console.act.Action.Target;
import dev.takeone.console.act.RequestCopies.Copy;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.FilterReader;
import dev.takeone.console.view.FilterReading;
import dev.takeone.console.view.Finder;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.HeldBack;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Reading;
import dev.takeone.console.view.RecordAt;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.orders.Order;
import dev.takeone.orders.OrderReader;
import dev.takeone.orders.OrderReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Buttons, with what they are pressed for and what they write. */
final class Desk {
    static final Instant NOW = Instant.parse("2026-11-29T10:10:00Z");

    static final TopicNames TOPICS = new TopicNames(
            "video.requests",
            "submitted",
            "completed",
            "failed",
            "jobs",
            "receipts",
            "commands",
            "account",
            Optional.of("callbacks"));

    final List<FoundJob> jobs = new ArrayList<>();
    final List<Overview.OrderLine> standing = new ArrayList<>();
    /** Names under which something else stands than what is ordered. */
    final Set<String> taken = new HashSet<>();

    final Map<String, HeldBack> kept = new HashMap<>();
    final List<Outbox.Letter> written = new ArrayList<>();
    final Map<RecordAt, Copy> copies = new HashMap<>();
    Reading reading = new Reading(Reading.Extent.ALL, 12, Optional.empty(), Optional.empty());
    OptionalLong unread = OptionalLong.of(0);
    Outbox.Written answer = new Outbox.Written.Kept();
    Optional<String> foreign = Optional.empty();
    Duration aLookTakes = Duration.ZERO;
    Duration aLookInVainTakes = Duration.ZERO;
    private Instant time = NOW;
    final ConsoleActions actions = of("takeone");

    /** The same buttons of another group's console. */
    ConsoleActions of(String group) {
        return new ConsoleActions(new Known(), this::look, this::write, TOPICS, group, "request-id", () -> time);
    }

    private final class Known implements Finder {
        @Override
        public Reading reading() {
            return reading;
        }

        @Override
        public List<FoundJob> find(Filter filter, Instant asOf, int most) {
            return jobs.stream()
                    .filter(job -> filter.stages().isEmpty() || filter.stages().contains(job.stage()))
                    .filter(job -> filter.ids().stream().allMatch(job.identity().id()::contains))
                    .filter(job -> filter.meansModel(job.model()))
                    .filter(job -> !job.since().isAfter(asOf))
                    .limit(most)
                    .toList();
        }

        @Override
        public Optional<FoundJob> find(String jobId) {
            return jobs.stream().filter(job -> job.jobId().equals(jobId)).findFirst();
        }

        @Override
        public Optional<HeldBack> heldBack(String order) {
            return standing.stream()
                    .filter(each -> each.name().equals(order))
                    .findFirst()
                    .map(any -> kept.getOrDefault(order, new HeldBack(List.of(), 0, OptionalLong.of(0), false)));
        }

        @Override
        public Optional<String> foreign() {
            return foreign;
        }

        @Override
        public OptionalLong unread() {
            return unread;
        }

        @Override
        public Set<String> groups() {
            return Set.of("takeone", "another");
        }

        @Override
        public boolean isTaken(String name, Optional<String> group, Optional<String> model) {
            return taken.contains(name);
        }

        @Override
        public List<Overview.OrderLine> orders() {
            return standing;
        }
    }

    private Copy look(RecordAt place) {
        time = time.plus(aLookTakes).plus(copies.containsKey(place) ? Duration.ZERO : aLookInVainTakes);
        return copies.getOrDefault(place, new Copy.Missing("It is gone."));
    }

    private List<Outbox.Written> write(List<Outbox.Letter> letters) {
        if (answer.equals(new Outbox.Written.Kept())) {
            written.addAll(letters);
        }
        return letters.stream().map(any -> answer).toList();
    }

    /** An order stands from now on, in the place of an earlier one of its name. */
    void stands(String name, String by, long offset) {
        stands(name, "holds everything", true, by, Optional.of(new Overview.Given(NOW, offset)));
    }

    /** Likewise one that withdraws. */
    void withdraws(String name, String by, long offset) {
        stands(name, "withdraws key customer-7", false, by, Optional.of(new Overview.Given(NOW, offset)));
    }

    /** One that the topic has lost stands on. */
    void standsLost(String name, String by) {
        stands(name, "holds everything", true, by, Optional.empty());
    }

    private void stands(String name, String what, boolean holds, String by, Optional<Overview.Given> given) {
        standing.removeIf(each -> each.name().equals(name));
        standing.add(new Overview.OrderLine(
                name, what, holds, Optional.of(by), Optional.of("prices"), given, Optional.empty()));
    }

    static Action.Resume resume(String order) {
        return new Action.Resume(order, Optional.empty());
    }

    Order order() {
        Outbox.Letter letter = written.getLast();
        OrderReading read =
                OrderReader.read(letter.key().orElseThrow(), letter.value().orElseThrow(), NOW);
        return switch (read) {
            case OrderReading.Given(Order order) -> order;
            case OrderReading.Ended ended -> throw new AssertionError(ended);
            case OrderReading.Broken broken -> throw new AssertionError(broken);
        };
    }

    static Outbox.Letter letter(SecondLife.Made made) {
        return switch (made) {
            case SecondLife.Made.Ready ready -> ready.letter();
            case SecondLife.Made.Not not -> throw new AssertionError(not);
        };
    }

    static List<String> header(Outbox.Letter letter, String name) {
        return letter.headers().stream()
                .filter(each -> each.name().equals(name))
                .map(each -> new String(each.value().orElseThrow(), UTF_8))
                .toList();
    }

    static Action.Withdraw withdraw(Target target) {
        return new Action.Withdraw(target, "wrong");
    }

    static Target found(String filter) {
        return switch (FilterReader.read(filter)) {
            case FilterReading.Good(Filter good) -> new Target.Found(good, NOW);
            case FilterReading.Bad bad -> throw new AssertionError(bad);
        };
    }

    static Outbox.Header head(String name, String value) {
        return new Outbox.Header(name, Optional.of(value.getBytes(UTF_8)));
    }

    static Copy copy(String header, String value) {
        return new Copy.Found(
                Optional.of("customer-7".getBytes(UTF_8)),
                List.of(head(header, value), head("other", "kept")),
                Optional.of("{\"prompt\":\"a\"}".getBytes(UTF_8)),
                NOW.minusSeconds(60));
    }

    /** Partition 3 has the first hundred. */
    static RecordAt at(int number) {
        return new RecordAt("video.requests", number < 100 ? 3 : 4, number);
    }

    static FoundJob job(int number, Stage stage) {
        return found(
                number,
                new Identity(Identity.Kind.REQUEST_ID, "", "order-" + number),
                stage,
                Optional.empty(),
                Optional.empty());
    }

    static FoundJob named(String id, Stage stage) {
        return found(99, new Identity(Identity.Kind.REQUEST_ID, "", id), stage, Optional.empty(), Optional.empty());
    }

    static FoundJob waiting(String key) {
        return withKey(key, job(1, Stage.WAITING));
    }

    /** The same with another key. */
    static FoundJob withKey(String key, FoundJob job) {
        return like(job, job.model(), key, Duration.ZERO, job.origin());
    }

    /** Of another model, and told by a clock that is ahead. */
    static FoundJob ahead(String model, Duration by, FoundJob job) {
        return like(job, model, job.key(), by, job.origin());
    }

    static FoundJob failed(int number, FailureReason reason, Charged charged) {
        return found(
                number,
                new Identity(Identity.Kind.REQUEST_ID, "", "order-" + number),
                Stage.FAILED,
                Optional.of(reason),
                Optional.of(charged));
    }

    static FoundJob identified(Identity identity) {
        return found(1, identity, Stage.FAILED, Optional.of(FailureReason.CANCELLED), Optional.of(Charged.NO));
    }

    /** The same whose request lies elsewhere. */
    static FoundJob lyingAt(RecordAt origin, FoundJob job) {
        return like(job, job.model(), job.key(), Duration.ZERO, origin);
    }

    private static FoundJob like(FoundJob job, String model, String key, Duration by, RecordAt origin) {
        return new FoundJob(
                job.jobId(),
                job.identity(),
                job.stage(),
                job.reason(),
                job.charged(),
                job.retryable(),
                model,
                key,
                job.publishedAt().plus(by),
                job.since().plus(by),
                origin,
                job.money());
    }

    static FoundJob found(
            int number, Identity identity, Stage stage, Optional<FailureReason> reason, Optional<Charged> charged) {
        return new FoundJob(
                Integer.toString(number),
                identity,
                stage,
                reason,
                charged,
                true,
                "veo3.1",
                "customer-7",
                NOW.minusSeconds(20),
                NOW.minusSeconds(10),
                at(number),
                Optional.of(new BigDecimal("0.80")));
    }
}
