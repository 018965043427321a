package dev.takeone.account;

import java.util.Optional;
import java.util.OptionalInt;

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
                fields.whole("sequence"),
                fields.truth("left"),
                limits(fields.object("limits")),
                fields.maybe("goes_by").map(BoardRowReader::holding),
                report(fields));
    }

    private static AccountLimits limits(BoardFields fields) {
        int calls = fields.count("calls");
        if (calls < 1) {
            throw new IllegalArgumentException("field limits.calls is below 1");
        }
        OptionalInt tasks = fields.maybeCount("tasks");
        return new AccountLimits(calls, tasks.isPresent() ? Optional.of(tasks.getAsInt()) : Optional.empty());
    }

    private static Holding holding(BoardFields fields) {
        return new Holding(
                fields.whole("dealing"), fields.whole("answers"), fields.number("calls"), fields.maybeCount("tasks"));
    }

    private static Report report(BoardFields fields) {
        BoardFields need = fields.object("need");
        BoardFields jobs = fields.object("jobs");
        return new Report(
                new Need(need.number("checks"), need.number("submissions"), need.count("tasks")),
                fields.count("last_minute"),
                fields.objects("partitions").stream()
                        .map(each -> new Report.Part(
                                each.count("number"), each.word("state", Report.Part.State.class), each.count("tasks")))
                        .toList(),
                fields.count("all_partitions"),
                new Report.Jobs(
                        jobs.count("waiting"), jobs.count("posting"), jobs.count("in_doubt"), jobs.count("running")),
                fields.objects("holds").stream()
                        .map(each -> new Report.Held(
                                each.text("cause"),
                                each.texts("calls"),
                                each.maybeText("model"),
                                each.instant("since"),
                                each.instant("until")))
                        .toList());
    }

    static Dealing dealing(BoardFields fields) {
        return new Dealing(
                fields.text("office"),
                fields.whole("number"),
                fields.objects("allotments").stream()
                        .map(each -> new Dealing.Allotment(
                                each.text("life"),
                                each.whole("answers"),
                                each.number("calls"),
                                each.maybeCount("tasks")))
                        .toList());
    }
}
