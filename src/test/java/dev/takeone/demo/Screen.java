package dev.takeone.demo;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The terminal: lines that stay and, where it can be redrawn, one below them that changes. Safe for several threads. */
public final class Screen {
    /** The system property by which the launcher says that it writes to a terminal. */
    public static final String TERMINAL_PROPERTY = "takeone.terminal";

    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final String RESET = "\u001b[0m";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintStream out;
    private final Abilities abilities;
    private String bottom = "";

    /** What the terminal can do. */
    public record Abilities(boolean redraws, boolean colours) {
        /**
         * What can be told from outside.
         *
         * @param terminal whether the output is one
         * @param environment {@code TERM=dumb} turns both off, {@code NO_COLOR} the colours
         */
        public static Abilities of(boolean terminal, Map<String, String> environment) {
            boolean redraws =
                    terminal && !environment.getOrDefault("TERM", "dumb").equals("dumb");
            boolean coloursUnwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty();
            return new Abilities(redraws, redraws && !coloursUnwanted);
        }
    }

    /** Writes to {@code out}. */
    public Screen(PrintStream out, Abilities abilities) {
        this.out = out;
        this.abilities = abilities;
    }

    /** Puts a line that stays. */
    public synchronized void line(String text) {
        if (bottom.isEmpty()) {
            out.println(text);
        } else {
            out.println(CLEAR_LINE + text);
            out.print(bottom);
        }
        out.flush();
    }

    /** Whether {@link #bottom} shows anything. */
    public boolean redraws() {
        return abilities.redraws();
    }

    void event(LocalTime time, DemoEvent event) {
        String kind = "%-10s".formatted(event.kind().name().toLowerCase(Locale.ROOT));
        moment(time, coloured(event.kind(), kind), event.requestId(), event.details());
    }

    void published(LocalTime time, Published request) {
        moment(
                time,
                "%-10s".formatted("published"),
                request.request().id(),
                request.request().about());
    }

    /** Puts a line below all others; nothing where the terminal cannot take it back. */
    public synchronized void bottom(String text) {
        if (abilities.redraws() && !text.equals(bottom)) {
            out.print(CLEAR_LINE + text);
            out.flush();
            bottom = text;
        }
    }

    private void moment(LocalTime time, String kind, String requestId, String details) {
        line("%s  %s %-26s %s".formatted(TIME.format(time), kind, requestId, details));
    }

    private String coloured(DemoEvent.Kind kind, String text) {
        return abilities.colours() ? colour(kind) + text + RESET : text;
    }

    private static String colour(DemoEvent.Kind kind) {
        return switch (kind) {
            case SUBMITTED -> "\u001b[36m";
            case COMPLETED -> "\u001b[32m";
            case FAILED -> "\u001b[33m";
        };
    }
}
