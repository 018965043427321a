package dev.takeone.simulator;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /sim/...}: the simulator's own buttons, for callers in other processes. No key, and not counted as calls. */
final class Controls {
    /** Entries of the ledger come in pages, so that reading them does not hold up the calls. */
    private static final int PAGE_LENGTH = 1000;

    private static final Pattern PAGE =
            Pattern.compile("GET /sim/ledger/(posts|charges|checks)(?:\\?from=(\\d{1,9}))?");

    private final Simulator simulator;

    Controls(Simulator simulator) {
        this.simulator = simulator;
    }

    /** Presses a button; {@code target} is {@code METHOD path?query}. */
    Reply reply(String target, String body) {
        try {
            return switch (target) {
                case "GET /sim/faults" -> help();
                case "POST /sim/faults" -> next(new JsonObject(body));
                case "DELETE /sim/faults" -> {
                    simulator.clearFaults();
                    yield done();
                }
                case "POST /sim/switches" -> flip(new JsonObject(body));
                case "POST /sim/away" -> away(new JsonObject(body));
                case "GET /sim/ledger" -> Reply.json(200, summary());
                default -> page(target);
            };
        } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
            return Reply.error(400, "invalid_request_error", String.valueOf(e.getMessage()));
        }
    }

    private static Reply help() {
        JsonArray faults = new JsonArray();
        Fault.all()
                .forEach(fault -> faults.add(new JsonObject()
                        .put("fault", fault.word())
                        .put("kind", fault.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                        .put("help", fault.help())
                        .put("parameter", fault.parameter())));
        return Reply.json(200, new JsonObject().put("faults", faults));
    }

    private Reply next(JsonObject order) {
        Fault fault = Fault.of(order.getString("fault", ""))
                .orElseThrow(() -> new IllegalArgumentException("no such fault; see GET /sim/faults"));
        simulator.next(fault, order.getInteger("times", 1), order.getInteger("parameter", fault.parameter()));
        return done();
    }

    private Reply flip(JsonObject switches) {
        if (switches.containsKey("held")) {
            simulator.holdAccount(switches.getBoolean("held"));
        }
        if (switches.containsKey("silent")) {
            simulator.callNobody(switches.getBoolean("silent"));
        }
        if (switches.containsKey("slow_millis")) {
            simulator.slowBy(Duration.ofMillis(switches.getInteger("slow_millis")));
        }
        return done();
    }

    private Reply away(JsonObject order) {
        simulator.awayFor(Duration.ofMillis(order.getInteger("millis", 1000)));
        return done();
    }

    private static Reply done() {
        return Reply.json(200, new JsonObject().put("ok", true));
    }

    private JsonObject summary() {
        Ledger.Totals totals = simulator.totals();
        JsonObject doubles = new JsonObject();
        simulator.ledger().doubleCharges().forEach((subject, charges) -> doubles.put(subject, charges.size()));
        return new JsonObject()
                .put("calls", totals.calls())
                .put("posts", totals.posts())
                .put("charges", totals.charges())
                .put("refunds", totals.refunds())
                .put("replays", totals.replays())
                .put("checks", totals.checks())
                .put("throttled", totals.throttled())
                .put("peak_per_minute", totals.peakPerMinute())
                .put("callbacks_taken", taken())
                .put("double_charges", doubles);
    }

    private long taken() {
        return simulator.ledger().callbacks().stream()
                .filter(status -> status >= 200 && status < 300)
                .count();
    }

    private Reply page(String target) {
        Matcher page = PAGE.matcher(target);
        if (!page.matches()) {
            return Spoiling.unknownTask(404);
        }
        int from = Optional.ofNullable(page.group(2)).map(Integer::parseInt).orElse(0);
        Ledger ledger = simulator.ledger();
        return switch (page.group(1)) {
            case "posts" -> page(ledger.posts(), from, Controls::entry);
            case "charges" -> page(ledger.charges(), from, Controls::entry);
            default -> page(ledger.checkedTasks(), from, this::checks);
        };
    }

    private static <T> Reply page(List<T> all, int from, Function<T, JsonObject> entry) {
        JsonArray entries = new JsonArray();
        all.stream().skip(from).limit(PAGE_LENGTH).map(entry).forEach(entries::add);
        return Reply.json(200, new JsonObject().put("total", all.size()).put("entries", entries));
    }

    private static JsonObject entry(Ledger.Post post) {
        JsonObject entry = new JsonObject()
                .put("at", post.at())
                .put("body_hash", post.bodyHash())
                .put("outcome", post.outcome().name().toLowerCase(Locale.ROOT));
        post.key().ifPresent(key -> entry.put("idempotency_key", key));
        post.fault().ifPresent(fault -> entry.put("fault", fault));
        return entry;
    }

    private static JsonObject entry(Ledger.Charge charge) {
        JsonObject entry = new JsonObject()
                .put("at", charge.at())
                .put("subject", charge.subject())
                .put("body_hash", charge.bodyHash())
                .put("task_ids", new JsonArray(charge.taskIds()));
        charge.key().ifPresent(key -> entry.put("idempotency_key", key));
        charge.refunded().ifPresent(at -> entry.put("refunded", at));
        return entry;
    }

    private JsonObject checks(String taskId) {
        JsonArray times = new JsonArray();
        simulator.ledger().checksOf(taskId).forEach(times::add);
        return new JsonObject().put("task_id", taskId).put("checks", times);
    }
}
