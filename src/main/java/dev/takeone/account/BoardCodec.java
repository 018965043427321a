package dev.takeone.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the account topic: what this release writes, and what it can read. A value is a JSON object whose {@code v}
 * says by which rules to read it; fields that are not named here are ignored, and unknown values left out.
 *
 * <table>
 * <caption>Records by their key</caption>
 * <tr><td>a life</td><td>a worker's row: {@code life}, {@code group}, {@code worker}, {@code weight}, {@code address},
 * {@code keys}, {@code release}, {@code since} ({@link Who}); {@code sequence}, {@code left}; {@code whole_seconds}?; {@code limits} {
 * {@code calls}, {@code tasks}?, {@code hour}?, {@code day}? }; {@code goes_by}? { {@code dealing}, {@code answers}, {@code calls}, {@code tasks}?,
 * {@code dollars}? } ({@link Holding}); {@code need} { {@code checks}, {@code submissions}, {@code tasks} }; {@code last_minute};
 * {@code all_partitions}; {@code partitions} [ { {@code number}, {@code state}, {@code tasks}, {@code spent}? { {@code generation},
 * {@code running}, {@code hour}, {@code day}, {@code hour_room}?, {@code hour_leaves}?, {@code day_room}?, {@code day_leaves}? } } ]
 * ({@link Spent}); {@code purse}? { {@code drawn}, {@code dealing}, {@code wanted}, {@code step} } ({@link Purse}); {@code jobs} {
 * {@code waiting}, {@code posting}, {@code in_doubt}, {@code running} }; {@code holds} [ { {@code cause}, {@code calls},
 * {@code model}?, {@code since}, {@code until}, {@code http_status}?, {@code message}? } ]; {@code orders_to}? ({@link Report}). Without a value: this life is no more.</td></tr>
 * <tr><td>{@code @office}</td><td>{@code id}, {@code life}, {@code vacant} ({@link Office})</td></tr>
 * <tr><td>{@code @dealing}</td><td>{@code office}, {@code number}, {@code allotments} [ { {@code life}, {@code answers},
 * {@code calls}, {@code tasks}?, {@code dollars}? } ] ({@link Dealing})</td></tr>
 * </table>
 *
 * <p>Dollars are in millionths, as whole numbers.
 */
public final class BoardCodec {
    /** The version written. */
    static final int VERSION = 1;

    private static final String OFFICE = "@office";
    private static final String DEALING = "@dealing";
    private static final int MAX_KEY = 300;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BoardCodec() {}

    /** The record's key. */
    public static byte[] key(BoardRecord record) {
        return name(record).getBytes(UTF_8);
    }

    /** The record's key as text. */
    public static String name(BoardRecord record) {
        return switch (record) {
            case BoardRow row -> row.life();
            case Office _office -> OFFICE;
            case Dealing _dealing -> DEALING;
            case BoardRecord.Removed(String life) -> life;
            case BoardRecord.Unreadable(String unread, String _why) -> unread;
        };
    }

    /** The record's value; empty where its key is removed. */
    public static Optional<byte[]> value(BoardRecord record) {
        return switch (record) {
            case BoardRow row -> Optional.of(bytes(json(row)));
            case Office office ->
                Optional.of(bytes(envelope()
                        .put("id", office.id())
                        .put("life", office.life())
                        .put("vacant", office.vacant())));
            case Dealing dealing -> Optional.of(bytes(json(dealing)));
            case BoardRecord.Removed _gone -> Optional.empty();
            case BoardRecord.Unreadable _never -> Optional.empty();
        };
    }

    private static ObjectNode json(BoardRow row) {
        Who who = row.who();
        ObjectNode json = envelope()
                .put("life", who.life())
                .put("group", who.group())
                .put("worker", who.worker())
                .put("weight", who.weight())
                .put("address", who.address());
        who.keys().forEach(json.putArray("keys")::add);
        json.put("release", who.version())
                .put("since", who.since().toString())
                .put("sequence", row.number().number())
                .put("left", row.left());
        ObjectNode limits = json.putObject("limits").put("calls", row.limits().callsPerMinute());
        row.limits().tasks().ifPresent(tasks -> limits.put("tasks", tasks));
        row.limits().ceilings().hour().ifPresent(most -> limits.put("hour", most));
        row.limits().ceilings().day().ifPresent(most -> limits.put("day", most));
        row.wholeSeconds().ifPresent(whole -> json.put("whole_seconds", whole));
        row.goesBy().ifPresent(holding -> {
            ObjectNode goesBy = json.putObject("goes_by")
                    .put("dealing", holding.dealing().number())
                    .put("answers", holding.answers().number())
                    .put("calls", holding.calls());
            holding.tasks().ifPresent(tasks -> goesBy.put("tasks", tasks));
            holding.dollars().ifPresent(dollars -> goesBy.put("dollars", dollars));
        });
        report(json, row.report());
        return json;
    }

    private static void report(ObjectNode json, Report report) {
        json.putObject("need")
                .put("checks", report.need().checks())
                .put("submissions", report.need().submissions())
                .put("tasks", report.need().tasks());
        json.put("last_minute", report.lastMinute()).put("all_partitions", report.allPartitions());
        ArrayNode partitions = json.putArray("partitions");
        report.partitions().forEach(part -> {
            ObjectNode each = partitions
                    .addObject()
                    .put("number", part.number())
                    .put("state", part.state().name().toLowerCase(Locale.ROOT))
                    .put("tasks", part.tasks());
            part.spent().ifPresent(spent -> spent(each.putObject("spent"), spent));
        });
        json.putObject("purse")
                .put("drawn", report.purse().drawn())
                .put("dealing", report.purse().dealing().number())
                .put("wanted", report.purse().wanted())
                .put("step", report.purse().step());
        json.putObject("jobs")
                .put("waiting", report.jobs().waiting())
                .put("posting", report.jobs().posting())
                .put("in_doubt", report.jobs().inDoubt())
                .put("running", report.jobs().running());
        ArrayNode holds = json.putArray("holds");
        report.holds().forEach(held -> {
            ObjectNode hold = holds.addObject().put("cause", held.cause());
            held.calls().forEach(hold.putArray("calls")::add);
            held.model().ifPresent(model -> hold.put("model", model));
            hold.put("since", held.since().toString()).put("until", held.until().toString());
            held.httpStatus().ifPresent(status -> hold.put("http_status", status));
            held.message().ifPresent(message -> hold.put("message", message));
        });
        report.ordersTo().ifPresent(next -> json.put("orders_to", next));
    }

    private static void spent(ObjectNode json, Spent spent) {
        json.put("generation", spent.generation())
                .put("running", spent.running())
                .put("hour", spent.hour())
                .put("day", spent.day());
        spent.leavesHour().ifPresent(leaving -> leaving(json, "hour", leaving));
        spent.leavesDay().ifPresent(leaving -> leaving(json, "day", leaving));
    }

    private static void leaving(ObjectNode json, String window, Leaving leaving) {
        json.put(window + "_room", leaving.at().toString()).put(window + "_leaves", leaving.dollars());
    }

    private static ObjectNode json(Dealing dealing) {
        ObjectNode json = envelope()
                .put("office", dealing.office())
                .put("number", dealing.number().number());
        ArrayNode allotments = json.putArray("allotments");
        dealing.allotments().forEach(each -> {
            ObjectNode allotment = allotments
                    .addObject()
                    .put("life", each.life())
                    .put("answers", each.answers().number())
                    .put("calls", each.calls());
            each.tasks().ifPresent(tasks -> allotment.put("tasks", tasks));
            each.dollars().ifPresent(dollars -> allotment.put("dollars", dollars));
        });
        return json;
    }

    private static ObjectNode envelope() {
        return JSON.createObjectNode().put("v", VERSION);
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return JSON.writeValueAsString(json).getBytes(UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What the record says; never an exception. */
    public static BoardRecord read(byte @Nullable [] key, byte @Nullable [] value) {
        String name = key == null ? "" : cut(new String(key, UTF_8));
        if (value == null) {
            return new BoardRecord.Removed(name);
        }
        try {
            BoardFields fields = BoardFields.of(JSON.readTree(value));
            long version = fields.whole("v");
            if (version != VERSION) {
                return new BoardRecord.Unreadable(
                        name, "it is of version " + version + ", which this release does not know");
            }
            return switch (name) {
                case OFFICE -> new Office(fields.text("id"), fields.text("life"), fields.truth("vacant"));
                case DEALING -> BoardRowReader.dealing(fields);
                default -> row(name, fields);
            };
        } catch (IOException notJson) {
            return new BoardRecord.Unreadable(name, "it is not JSON");
        } catch (IllegalArgumentException misshapen) {
            return new BoardRecord.Unreadable(name, String.valueOf(misshapen.getMessage()));
        }
    }

    private static BoardRecord row(String key, BoardFields fields) {
        BoardRow row = BoardRowReader.row(fields);
        return row.life().equals(key)
                ? row
                : new BoardRecord.Unreadable(key, "it is the row of another life than its key's");
    }

    private static String cut(String text) {
        return text.length() <= MAX_KEY ? text : text.substring(0, MAX_KEY);
    }
}
