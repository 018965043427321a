package dev.takeone.console.web;

import io.quarkus.qute.RawString;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How values look on a page. */
final class Words {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");
    private static final int CENTS = 2;

    private Words() {}

    /** A time, in UTC; the page's script shows it in the reader's own zone. */
    static RawString time(Instant at) {
        Instant second = at.truncatedTo(ChronoUnit.SECONDS);
        return new RawString("<time datetime=\"" + second + "\" title=\"" + UTC.format(second) + "\">"
                + UTC.format(second) + "</time>");
    }

    /** A sentence with the times that stand in it shown as times. */
    static RawString sentence(String text) {
        Matcher matcher = TIME.matcher(text);
        StringBuilder html = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            html.append(escaped(text.substring(end, matcher.start()))).append(shown(matcher.group()));
            end = matcher.end();
        }
        return new RawString(html.append(escaped(text.substring(end))).toString());
    }

    private static String shown(String time) {
        try {
            return time(Instant.parse(time)).getValue();
        } catch (DateTimeException none) {
            return escaped(time);
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** US dollars, to the cent; smaller ones as they are. */
    static String usd(BigDecimal amount) {
        BigDecimal cents = amount.setScale(CENTS, RoundingMode.HALF_UP);
        boolean tiny = cents.signum() == 0 && amount.signum() != 0;
        return (tiny ? amount.stripTrailingZeros() : cents).toPlainString() + " USD";
    }

    /** The address where a browser may be sent by it; empty for any other, such as one that is a script. */
    static Optional<String> link(String address) {
        try {
            URI uri = new URI(address);
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            return web && Optional.ofNullable(uri.getHost()).isPresent() ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }
}
