package dev.takeone.request;

import dev.takeone.job.TraceContext;
import dev.takeone.request.Headers.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request's W3C trace context, as sections 3.2 and 3.3 of https://www.w3.org/TR/trace-context/ write it. What is
 * malformed is no reason to refuse a request: it counts as absent.
 */
final class Traces {
    /** A later version is taken for malformed: it would have to be rewritten as 00 before it could be passed on. */
    private static final Pattern PARENT = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private static final Pattern MEMBER =
            Pattern.compile("[a-z0-9][a-z0-9_\\-*/@]{0,255}=[\\x20-\\x7e&&[^,=]]{0,255}[\\x21-\\x7e&&[^,=]]");

    /** As many characters as everybody has to pass on, and as many members as there may be. */
    private static final int MAX_STATE = 512;

    private static final int MAX_MEMBERS = 32;

    private Traces() {}

    /** The first with a well-formed parent: the transport's own, the event's in headers, or in its envelope. */
    static Optional<TraceContext> of(Headers headers, Content content) {
        return Stream.of(
                        context(text(headers, Headers.Name.TRACEPARENT), text(headers, Headers.Name.TRACESTATE)),
                        context(text(headers, Headers.Name.CE_TRACEPARENT), text(headers, Headers.Name.CE_TRACESTATE)),
                        context(
                                content.envelope().flatMap(event -> event.text("traceparent")),
                                content.envelope().flatMap(event -> event.text("tracestate"))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<TraceContext> context(Optional<String> parent, Optional<String> state) {
        return parent.filter(text -> PARENT.matcher(text).matches())
                .map(text -> new TraceContext(text, state.flatMap(Traces::state)));
    }

    private static Optional<String> text(Headers headers, Headers.Name name) {
        return headers.find(name) instanceof Finding.One(String text) ? Optional.of(text) : Optional.empty();
    }

    /** Without the empty members that a list may have: they count for nothing. */
    private static Optional<String> state(String text) {
        List<String> members = Arrays.stream(text.split(",", -1))
                .filter(member -> !member.isBlank())
                .toList();
        String kept = String.join(",", members);
        boolean wellFormed = !members.isEmpty()
                && kept.length() <= MAX_STATE
                && members.size() <= MAX_MEMBERS
                && text.chars().noneMatch(each -> each < ' ' && each != '\t')
                && members.stream()
                        .allMatch(member -> MEMBER.matcher(member.strip()).matches());
        return wellFormed ? Optional.of(kept) : Optional.empty();
    }
}
