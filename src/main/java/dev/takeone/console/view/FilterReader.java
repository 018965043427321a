package dev.takeone.console.view;

import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what people type into the filter box: words with space between them. {@code field:value} is a condition, with quotes
 * where the value holds space ({@code key:"a b"}) and commas between several values of one of them; a quotation mark within
 * quotes is written twice. A word without a colon is a part of an id, and so is one in quotes. A word that looks like a condition is never an id: it would find nothing, and
 * nobody would know why. Pure.
 */
public final class FilterReader {
    /** Longest text that is read. */
    public static final int MOST = 1_000;

    static final List<String> FIELDS = List.of(
            "state", "reason", "retryable", "words", "model", "key", "group", "since", "before", "charged", "id");

    private static final Pattern WORD =
            Pattern.compile("(?:([^\\s\":]+):)?(?:\"([^\"]*+(?:\"\"[^\"]*+)*+)\"|([^\\s\"]*))(?=\\s|$)");
    private static final Pattern PLAIN = Pattern.compile("[^\\s\\p{javaWhitespace}\",]+");
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,5})(s|m|min|h|d)");
    private static final String YES = "yes";
    private static final Duration LONGEST = Duration.ofDays(366);

    /** No job is older. */
    private static final Instant FIRST_TIME = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LAST_TIME = Instant.parse("+10000-01-01T00:00:00Z");

    private final Set<Stage> stages = EnumSet.noneOf(Stage.class);
    private final Set<FailureReason> reasons = EnumSet.noneOf(FailureReason.class);
    private final Set<Charged> charges = EnumSet.noneOf(Charged.class);
    private final Set<Boolean> retryable = new LinkedHashSet<>();
    private final Set<String> models = new LinkedHashSet<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<String> groups = new LinkedHashSet<>();
    private final Set<String> words = new LinkedHashSet<>();
    private final List<String> ids = new ArrayList<>();
    private Optional<Filter.Since> since = Optional.empty();
    private Optional<Filter.Since> before = Optional.empty();

    private FilterReader() {}

    /** What the text says; never an exception. */
    public static FilterReading read(String typed) {
        String text = typed.strip();
        if (text.length() > MOST) {
            return new FilterReading.Bad(
                    text.substring(0, 20) + "…", "A filter has at most " + MOST + " characters.", List.of());
        }
        FilterReader reader = new FilterReader();
        Matcher words = WORD.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            if (!words.find(at) || words.start() != at) {
                return new FilterReading.Bad(
                        text.substring(at),
                        "A quotation mark is open: close it, or leave it out; one that is a part of what is looked for is"
                                + " written twice, and the whole in quotes: \"a\"\"b\".",
                        List.of());
            }
            try {
                reader.word(Optional.ofNullable(words.group(1)), words);
            } catch (Wrong wrong) {
                return wrong.reading(text, words.start(), words.end());
            }
            at = words.end();
        }
        return new FilterReading.Good(reader.filter(text));
    }

    /** The text without its words for state; of one that cannot be read, what is before the place where it cannot. */
    public static String withoutStates(String typed) {
        String text = typed.strip();
        StringJoiner rest = new StringJoiner(" ");
        Matcher words = WORD.matcher(text);
        int at = 0;
        while (words.find(at) && words.start() == at && words.end() > at) {
            if (!lower(Optional.ofNullable(words.group(1)).orElse("")).equals("state")) {
                rest.add(words.group());
            }
            at = words.end();
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
        return rest.toString();
    }

    private Filter filter(String text) {
        return new Filter(text, stages, reasons, charges, retryable, models, keys, groups, words, since, before, ids);
    }

    private void word(Optional<String> field, Matcher word) throws Wrong {
        Optional<String> quoted = Optional.ofNullable(word.group(2)).map(text -> text.replace("\"\"", "\""));
        String value = quoted.orElseGet(() -> Optional.ofNullable(word.group(3)).orElse(""));
        if (field.isEmpty()) {
            if (value.isEmpty()) {
                throw new Wrong("Nothing stands between the quotation marks.", Stream.empty(), "");
            }
            ids.add(value);
            return;
        }
        String name = field.orElseThrow().toLowerCase(Locale.ROOT);
        if (!FIELDS.contains(name)) {
            throw unknownField(
                    field.orElseThrow(),
                    value,
                    word.group().substring(field.orElseThrow().length() + 1));
        }
        if (value.isEmpty()) {
            throw new Wrong("Nothing stands after " + name + ": " + hint(name), values(name, ""), name + ":");
        }
        List<String> values = quoted.isPresent() ? List.of(value) : List.of(value.split(",+", -1));
        if (values.contains("")) {
            throw besideAComma(name, value);
        }
        for (String each : values) {
            condition(name, each);
        }
    }

    /** Nothing is a value too, that of what has no key, and a part of every text. */
    private static Wrong besideAComma(String name, String value) {
        Stream<String> whole = Stream.of(inQuotes(value))
                .filter(any -> values(name, "").findAny().isEmpty());
        String rest = value.replaceAll("^,+|,+$", "");
        return new Wrong(
                "Nothing stands beside a comma of " + name + ": leave the comma out; a value that holds one goes in"
                        + " quotes.",
                Stream.concat(Stream.of(rest).filter(any -> !any.isEmpty()), whole),
                name + ":");
    }

    private static Wrong unknownField(String name, String value, String typed) {
        return new Wrong(
                "There is no field " + name + ". The fields are " + String.join(", ", FIELDS)
                        + "; an id that holds a colon goes in quotes.",
                Stream.concat(
                        nearest(lower(name), FIELDS.stream()).map(meant -> meant + ":" + typed).stream(),
                        Stream.of(inQuotes(name + ":" + value))),
                "");
    }

    private void condition(String name, String value) throws Wrong {
        switch (name) {
            case "state" -> stages.add(Stage.of(lower(value)).orElseThrow(() -> unknown(name, value)));
            case "reason" ->
                reasons.add(Arrays.stream(FailureReason.values())
                        .filter(reason -> reason.label().equals(lower(value)))
                        .findFirst()
                        .orElseThrow(() -> unknown(name, value)));
            case "charged" ->
                charges.add(Arrays.stream(Charged.values())
                        .filter(charged -> charged.label().equals(lower(value)))
                        .findFirst()
                        .orElseThrow(() -> unknown(name, value)));
            case "retryable" ->
                retryable.add(values(name, "")
                        .filter(lower(value)::equals)
                        .findFirst()
                        .orElseThrow(() -> unknown(name, value))
                        .equals(YES));
            case "model" -> models.add(value);
            case "key" -> keys.add(value);
            case "group" -> groups.add(value);
            case "words" -> words.add(value);
            case "since" -> since = Optional.of(since(value).orElseThrow(() -> unknown(name, value)));
            case "before" -> before = Optional.of(since(value).orElseThrow(() -> unknown(name, value)));
            case "id" -> ids.add(value);
            default -> throw new IllegalStateException("no field: " + name);
        }
    }

    private static Optional<Filter.Since> since(String value) {
        Matcher length = LENGTH.matcher(value);
        if (length.matches()) {
            long number = Long.parseLong(length.group(1));
            Duration time = switch (length.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                default -> Duration.ofMinutes(number);
            };
            return time.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(new Filter.Since.Ago(time));
        }
        return time(value).map(Filter.Since.At::new);
    }

    private static Optional<Instant> time(String value) {
        try {
            return Optional.of(
                            value.length() <= "2026-11-29".length()
                                    ? LocalDate.parse(value)
                                            .atStartOfDay(ZoneOffset.UTC)
                                            .toInstant()
                                    : OffsetDateTime.parse(value).toInstant())
                    .filter(time -> !time.isBefore(FIRST_TIME) && time.isBefore(LAST_TIME));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Wrong unknown(String name, String value) {
        Optional<String> meant = nearest(lower(value), values(name, ""));
        return new Wrong(
                value + " is no " + name + ": " + hint(name),
                meant.isPresent() ? meant.stream() : values(name, ""),
                name + ":");
    }

    private static String hint(String name) {
        return switch (name) {
            case "state", "reason", "charged", "retryable" ->
                "one of " + String.join(", ", values(name, "").toList()) + ".";
            case "since", "before" ->
                "a length such as 30m, 1h or 2d, or a time such as 2026-11-29, 2026-11-29T10:00Z or"
                        + " 2026-11-29T11:00+01:00.";
            case "model" -> "a model's name, as requests have it.";
            case "key" -> "the record's key; in quotes where it holds space, commas or quotation marks.";
            case "words" -> "a part of the provider's words; in quotes where it holds space.";
            case "group" -> "a consumer group's name.";
            default -> "a part of a request id or a task id, or six digits or more of a job id.";
        };
    }

    /** The values of a field that begin so; none where they are any text. */
    static Stream<String> values(String field, String begin) {
        Stream<String> all = switch (field) {
            case "state" -> Arrays.stream(Stage.values()).map(Stage::label);
            case "reason" -> Arrays.stream(FailureReason.values()).map(FailureReason::label);
            case "charged" -> Arrays.stream(Charged.values()).map(Charged::label);
            case "retryable" -> Stream.of(YES, "no");
            case "since", "before" -> Stream.of("15m", "1h", "6h", "1d");
            default -> Stream.empty();
        };
        return all.filter(startsWith(begin));
    }

    /** A value as it has to be written. */
    static String written(String value) {
        return PLAIN.matcher(value).matches() ? value : inQuotes(value);
    }

    private static String inQuotes(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }

    static Predicate<String> startsWith(String begin) {
        return value -> value.startsWith(lower(begin));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The one that was meant, if it is no more than two slips away. */
    private static Optional<String> nearest(String word, Stream<String> known) {
        return known.filter(each -> slips(word, each) <= Math.min(2, each.length() / 3))
                .min((a, b) -> Integer.compare(slips(word, a), slips(word, b)));
    }

    private static int slips(String from, String to) {
        if (from.length() > MOST / 10) {
            return Integer.MAX_VALUE;
        }
        int[] last = new int[to.length() + 1];
        Arrays.setAll(last, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int[] next = new int[to.length() + 1];
            next[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int same = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(same, Math.min(last[j], next[j - 1]) + 1);
            }
            last = next;
        }
        return last[to.length()];
    }

    /** A word that cannot be read. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;
        private final transient List<String> instead;

        Wrong(String why, Stream<String> instead, String prefix) {
            super(why, null, false, false);
            this.why = why;
            this.instead = instead.map(prefix::concat).limit(10).toList();
        }

        FilterReading.Bad reading(String text, int from, int to) {
            return new FilterReading.Bad(
                    text.substring(from, to),
                    why,
                    instead.stream()
                            .map(word -> text.substring(0, from) + word + text.substring(to))
                            .toList());
        }
    }
}
