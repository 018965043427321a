package dev.takeone.request;

import dev.takeone.request.Headers.Name;
import dev.takeone.request.text.VisibleText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The header that identifies a request which is no CloudEvent: {@code takeone.requests.identity-header}.
 *
 * @param name in exact letter case, as Kafka compares headers
 */
public record IdentityHeader(String name) {
    /** Where nothing else is set. */
    public static final IdentityHeader DEFAULT = new IdentityHeader("request-id");

    private static final Set<String> CLOUD_EVENT = Set.of("ceid", "cesource", "cespecversion");

    /** Words that once meant CloudEvents' attributes in messages: the AMQP and older bindings. */
    private static final String LONG_PREFIX = "cloudevents";

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]");

    /** What stands before a value that was written into the name, as {@code kcat -H 'request-id: order-4711'} does. */
    private static final Pattern BEFORE_VALUE = Pattern.compile("(?i)(?:cloudevents:)?[^=:]*");

    private static final Pattern FIRST_WORD = Pattern.compile("(?i)\\s*(?:cloudevents:)?[^=:\\s]*");

    /** @throws IllegalArgumentException where it is no name, or one of a header with another meaning */
    public IdentityHeader {
        if (!VisibleText.isName(name)) {
            throw new IllegalArgumentException("must be 1 to " + VisibleText.MAX_NAME + " visible characters");
        }
        String chosen = name;
        if (Arrays.stream(Name.values()).anyMatch(other -> other.written().equals(chosen))) {
            throw new IllegalArgumentException("must not be " + name + ", which has a meaning of its own");
        }
    }

    /** How a header that is plainly meant as an identity would have to be spelt; nothing for any other header. */
    Optional<String> rightSpelling(String header) {
        return Stream.of(header, beginning(BEFORE_VALUE, header), beginning(FIRST_WORD, header))
                .map(IdentityHeader::bare)
                .flatMap(bare -> spelling(bare).stream())
                .findFirst();
    }

    private static String beginning(Pattern part, String header) {
        Matcher matcher = part.matcher(header);
        return matcher.lookingAt() ? matcher.group() : "";
    }

    private Optional<String> spelling(String written) {
        String bare = written;
        if (bare.startsWith(LONG_PREFIX)) {
            bare = "ce" + bare.substring(LONG_PREFIX.length());
        }
        if (CLOUD_EVENT.contains(bare)) {
            return Optional.of(Name.CE_ID.written() + " and " + Name.CE_SOURCE.written());
        }
        return meant().contains(bare) ? Optional.of(name) : Optional.empty();
    }

    /** The name's own letters, and the default's: who reads the contract alone writes that. */
    private Set<String> meant() {
        return Stream.of(name, "request-id")
                .map(IdentityHeader::bare)
                .filter(bare -> !bare.isEmpty())
                .flatMap(bare -> Stream.of(bare, "x" + bare))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Letter case and what parts words aside. */
    private static String bare(String header) {
        return BETWEEN_WORDS.matcher(header.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
