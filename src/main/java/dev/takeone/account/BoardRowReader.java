package dev.takeone.account;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads rows and dealings of version 1. */
final class BoardRowReader {
    private BoardRowReader() {}

    static BoardRow row(BoardFields fields) {
        return new BoardRow(
                new Who(
                        fields.text("life"),
                        fields.text("group"),
                        fields.text("worker"),
                        fields.number("weight"),
                        fields.text("address"),
                        fields.texts("keys"),
                        fields.text("release"),
                        fields.instant("since")),
                new RowNumber(fields.counted("sequence")),
                fields.truth("left"),
                limits(fields.object("limits")),
                fields.maybe("goes_by").map(BoardRowReader::holding),
                report(fields),
                fields.maybeCount("whole_seconds"));
    }

    private static AccountLimits limits(BoardFields fields) {
        int calls = fields.count("calls");
        if (calls < 1) {
            throw new IllegalArgumentException("field limits.calls is below 1");
        }
        OptionalInt tasks = fields.maybeCount("tasks");
        return new AccountLimits(
                calls,
                tasks.isPresent() ? Optional.of(tasks.getAsInt()) : Optional.empty(),
                new Ceilings(dollars(fields, "hour"), dollars(fields, "day")));
    }

    private static Holding holding(BoardFields fields) {
        return new Holding(
                new DealingNumber(fields.counted("dealing")),
                new RowNumber(fields.counted("answers")),
                fields.number("calls"),
                fields.maybeCount("tasks"),
                dollars(fields, "dollars"));
    }

    private static Report report(BoardFields fields) {
        BoardFields need = fields.object("need");
        BoardFields jobs = fields.object("jobs");
        return new Report(
                new Need(need.number("checks"), need.number("submissions"), need.count("tasks")),
                fields.count("last_minute"),
                fields.objects("partitions").stream()
                        .map(each -> new Report.Part(
                                each.partitions("number"),
                                each.word("state", Report.Part.State.class),
                                each.count("tasks"),
                                each.maybe("spent").map(BoardRowReader::spent)))
                        .toList(),
                fields.partitions("all_partitions"),
                new Report.Jobs(
                        jobs.count("waiting"), jobs.count("posting"), jobs.count("in_doubt"), jobs.count("running")),
                fields.objects("holds").stream()
                        .map(each -> new Report.Held(
                                each.text("cause"),
                                each.texts("calls"),
                                each.maybeText("model"),
                                each.instant("since"),
                                each.instant("until"),
                                httpStatus(each),
                                each.maybeText("message")))
                        .toList(),
                fields.maybe("purse").map(BoardRowReader::purse).orElse(Purse.NONE),
                fields.maybeWhole("orders_to"));
    }

    private static Optional<Integer> httpStatus(BoardFields fields) {
        OptionalInt status = fields.maybeCount("http_status");
        return status.isPresent() ? Optional.of(status.getAsInt()) : Optional.empty();
    }

    private static Spent spent(BoardFields fields) {
        return new Spent(
                fields.count("generation"),
                dollars(fields, "running").orElse(0),
                dollars(fields, "hour").orElse(0),
                dollars(fields, "day").orElse(0),
                leaving(fields, "hour"),
                leaving(fields, "day"));
    }

    /** A release before this told when the earliest leaves, and not how much that is. */
    private static Optional<Leaving> leaving(BoardFields fields, String window) {
        return fields.maybeInstant(window + "_room")
                .map(at -> new Leaving(at, dollars(fields, window + "_leaves").orElse(0)));
    }

    private static Purse purse(BoardFields fields) {
        return new Purse(
                fields.counted("drawn"),
                new DealingNumber(fields.counted("dealing")),
                dollars(fields, "wanted").orElse(0),
                dollars(fields, "step").orElse(0));
    }

    /** More than the most there is would not add up. */
    private static OptionalLong dollars(BoardFields fields, String name) {
        OptionalLong dollars = fields.maybeWhole(name);
        return dollars.isPresent() ? OptionalLong.of(Math.min(dollars.getAsLong(), Dollars.MOST)) : dollars;
    }

    static Dealing dealing(BoardFields fields) {
        return new Dealing(
                fields.text("office"),
                new DealingNumber(fields.counted("number")),
                fields.objects("allotments").stream()
                        .map(each -> new Dealing.Allotment(
                                each.text("life"),
                                new RowNumber(each.counted("answers")),
                                each.number("calls"),
                                each.maybeCount("tasks"),
                                dollars(each, "dollars")))
                        .toList());
    }
}
