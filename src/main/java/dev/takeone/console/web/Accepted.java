package dev.takeone.console.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.impl.HeaderParser;
import io.vertx.ext.web.impl.ParsableMIMEValue;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a request would have for an answer, by all of its {@code Accept} headers.
 *
 * @param ranges of media types, with weights from 0, never, to 1
 */
record Accepted(List<MIMEHeader> ranges) {
    private static final String ANY = "*";

    /**
     * How much a type is asked for.
     *
     * @param named how closely it is named: 2 where by its name, 1 where with others of its kind, 0 with all
     * @param weight from 0, never, to 1
     */
    private record Wish(int named, float weight) {
        static final Comparator<Wish> CLOSEST =
                Comparator.comparingInt(Wish::named).thenComparingDouble(Wish::weight);
        static final Comparator<Wish> MOST =
                Comparator.comparingDouble(Wish::weight).thenComparingInt(Wish::named);

        static Stream<Wish> of(MIMEHeader range, String type, String subtype) {
            boolean isType = range.component().equalsIgnoreCase(type);
            if (isType && range.subComponent().equalsIgnoreCase(subtype)) {
                return Stream.of(new Wish(2, range.weight()));
            }
            boolean isAnyOf = range.subComponent().equals(ANY)
                    && (isType || range.component().equals(ANY));
            return isAnyOf ? Stream.of(new Wish(isType ? 1 : 0, range.weight())) : Stream.empty();
        }
    }

    /** All of them: the context's own list knows the first header only. Nothing is asked for by what nobody can read. */
    static Accepted by(HttpServerRequest request) {
        String all = String.join(",", request.headers().getAll(HttpHeaders.ACCEPT));
        try {
            return new Accepted(List.copyOf(HeaderParser.<MIMEHeader>convertToParsedHeaderValues(
                    all, range -> new ParsableMIMEValue(range).forceParse())));
        } catch (RuntimeException unreadable) {
            return new Accepted(List.of());
        }
    }

    /** Whether JSON is wanted rather than a page: of the two, what weighs more, and then what is named more closely. */
    boolean json() {
        Wish json = wish("application", "json");
        return json.weight() > 0 && Wish.MOST.compare(json, html()) > 0;
    }

    /** Whether whoever asks shows pages to a person. */
    boolean isBrowser() {
        return html().named() == 2 && html().weight() > 0;
    }

    private Wish html() {
        return wish("text", "html");
    }

    private Wish wish(String type, String subtype) {
        return ranges.stream()
                .flatMap(range -> Wish.of(range, type, subtype))
                .max(Wish.CLOSEST)
                .orElse(new Wish(0, 0));
    }
}
