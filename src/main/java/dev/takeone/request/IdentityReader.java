package dev.takeone.request;

import dev.takeone.job.Identity;
import dev.takeone.request.Headers.Finding;
import dev.takeone.request.Headers.Name;
import dev.takeone.request.text.Json;
import dev.takeone.request.text.ViolationCode;
import dev.takeone.request.text.Violations;
import dev.takeone.request.text.VisibleText;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what makes two records the same request. In this order:
 *
 * <ol>
 *   <li>A structured CloudEvent ({@link ContentMode}) is identified by its attributes; {@code ce_} headers beside it are
 *       copies at best, and are not read.
 *   <li>Any of the headers {@code ce_specversion}, {@code ce_id} and {@code ce_source} makes the record a binary
 *       CloudEvent, which needs the latter two. Half an identity is a bad one: to pass it over would turn a slip into a
 *       second charge.
 *   <li>The header {@code request-id}, or what {@link IdentityHeader} names instead.
 *   <li>The record's coordinates.
 * </ol>
 *
 * <p>A part that is there but cannot be used is a violation, and the record goes by its coordinates. So is a header that
 * is meant as the identity and misspelt, where the record has no other: its repeat would pay again.
 */
final class IdentityReader {
    private static final String SPEC_VERSION = "1.0";
    private static final String RULE = "Must be 1 to " + VisibleText.MAX_NAME + " visible characters.";

    private final Identity coordinates;
    private final Headers headers;
    private final Violations out;

    /** @param coordinates of the record */
    IdentityReader(Identity coordinates, Headers headers, Violations out) {
        this.coordinates = coordinates;
        this.headers = headers;
        this.out = out;
    }

    Identity read(ContentMode mode, Content content) {
        Optional<Identity> own = switch (mode) {
            case STRUCTURED -> content.envelope().flatMap(event -> structured(event, content.twice()));
            case PLAIN -> fromHeaders();
            case UNREADABLE -> Optional.empty();
        };
        return own.orElse(coordinates);
    }

    private Optional<Identity> structured(Json.Obj event, Set<String> twice) {
        return cloudEvent(
                attribute(event, "specversion", twice),
                attribute(event, "source", twice),
                attribute(event, "id", twice));
    }

    private Optional<Identity> fromHeaders() {
        if (headers.has(Name.CE_SPECVERSION) || headers.has(Name.CE_ID) || headers.has(Name.CE_SOURCE)) {
            Part version = header(Name.CE_SPECVERSION);
            boolean unversioned = !headers.has(Name.CE_SPECVERSION);
            return cloudEvent(
                    unversioned ? new Part(version.name(), new Finding.One(SPEC_VERSION)) : version,
                    header(Name.CE_SOURCE),
                    header(Name.CE_ID));
        }
        Optional<Finding> own = headers.identity();
        if (own.isEmpty()) {
            headers.misspelt().forEach(this::misspelt);
            return Optional.empty();
        }
        return name(new Part(headers.identityName(), own.get()))
                .map(id -> new Identity(Identity.Kind.REQUEST_ID, "", id));
    }

    private void misspelt(String header, String right) {
        out.add(
                header,
                ViolationCode.BAD_IDENTITY,
                "Must be spelt " + right + ", in exactly this letter case and without the value in the name, to be the"
                        + " request's identity.");
    }

    private Optional<Identity> cloudEvent(Part version, Part source, Part id) {
        boolean known = version.finding() instanceof Finding.One(String text) && text.equals(SPEC_VERSION);
        if (!known) {
            out.add(version.name(), ViolationCode.BAD_CLOUD_EVENT, "Must be 1.0, the version of CloudEvents.");
        }
        Optional<String> itsSource = name(source);
        Optional<String> itsId = name(id);
        return known && itsSource.isPresent() && itsId.isPresent()
                ? Optional.of(new Identity(Identity.Kind.CLOUD_EVENT, itsSource.get(), itsId.get()))
                : Optional.empty();
    }

    private Optional<String> name(Part part) {
        return switch (part.finding()) {
            case Finding.One(String text) when VisibleText.isName(text) -> Optional.of(text);
            case Finding.One(String text) -> bad(part, RULE);
            case Finding.Unusable(String flaw) -> bad(part, flaw);
            case Finding.Absent() -> bad(part, "Must be there: a CloudEvent is known by its source and id.");
        };
    }

    private Optional<String> bad(Part part, String flaw) {
        out.add(part.name(), ViolationCode.BAD_IDENTITY, flaw);
        return Optional.empty();
    }

    private Part header(Name name) {
        return new Part(name.written(), headers.find(name));
    }

    private static Part attribute(Json.Obj event, String name, Set<String> twice) {
        if (twice.contains(name)) {
            return new Part(name, new Finding.Unusable("Must be there once: which of them is meant nobody knows."));
        }
        Finding finding = switch (event.field(name).orElse(new Json.Null())) {
            case Json.Text(String text) -> new Finding.One(text);
            case Json.Null() -> new Finding.Absent();
            case Json.Num(var token) -> new Finding.Unusable("Must be a string.");
            case Json.Bool(var value) -> new Finding.Unusable("Must be a string.");
            case Json.Obj(var fields) -> new Finding.Unusable("Must be a string.");
            case Json.Arr(var items) -> new Finding.Unusable("Must be a string.");
        };
        return new Part(name, finding);
    }

    /** A part of an identity, and what it is called where it stands. */
    private record Part(String name, Finding finding) {}
}
