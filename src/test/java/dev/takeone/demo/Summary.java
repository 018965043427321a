package dev.takeone.demo;

import java.util.ArrayList;
import java.util.List;

/** What the demo closes with. */
final class Summary {
    private Summary() {}

    /** A small table, a line per row. */
    static List<String> table(Scoreboard scoreboard, Charges charges) {
        List<String> lines = new ArrayList<>();
        lines.add(row("requests", scoreboard.requests()));
        lines.add(row("completed", scoreboard.count(DemoEvent.Kind.COMPLETED)));
        lines.add(row("failed", scoreboard.count(DemoEvent.Kind.FAILED)));
        scoreboard.failures().forEach((reason, times) -> lines.add(row("  " + reason, times)));
        lines.add(row("repeats ignored", scoreboard.repeats()));
        lines.add(row("open", scoreboard.open()));
        lines.add(row("charges", charges.made()));
        lines.add(row("  of them refunded", charges.refunded()));
        lines.add(row("requests charged twice", charges.doubled()));
        lines.add(row("callbacks that came in", charges.calls()));
        return lines;
    }

    /** One line for the screen's bottom. */
    static String progress(Scoreboard scoreboard, Charges charges) {
        return "submitted %d · completed %d · failed %d · open %d · provider charges %d"
                .formatted(
                        scoreboard.count(DemoEvent.Kind.SUBMITTED),
                        scoreboard.count(DemoEvent.Kind.COMPLETED),
                        scoreboard.count(DemoEvent.Kind.FAILED),
                        scoreboard.open(),
                        charges.made());
    }

    private static String row(String name, long number) {
        return "  %-26s%6d".formatted(name, number);
    }
}
