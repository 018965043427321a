package dev.takeone.provider.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.job.Bytes;
import dev.takeone.job.ProviderError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The JSON round every answer of the provider, in any of its known forms, as far as it can be read; or nothing where the
 * body is something else.
 *
 * <p>Three forms are the provider's own way to refuse: {@code {"error":{"code","message","type"}}}, the flat
 * {@code {"code":402,"message":".."}}, and {@code {"success":false,"message":".."}}. What else says in JSON that
 * something is wrong may come from the provider or from something in front of it.
 */
final class Envelope {
    private static final int FIRST_ERROR = 400;
    private static final int LAST_ERROR = 599;
    private static final String BUILD_FAILED = "build_request_failed";

    /** What the beginning of an error's word, of the provider or of its family, would be as an HTTP status. */
    private static final List<Map.Entry<String, Integer>> REFUSALS = List.of(
            Map.entry("authentication_error", 401),
            Map.entry("invalid_api_key", 401),
            Map.entry("permission_error", 403),
            Map.entry("rate_limit", 429),
            Map.entry(BUILD_FAILED, 500),
            Map.entry("content_policy", 400),
            Map.entry("sensitive", 400),
            Map.entry("invalid_", 400));

    private static final Pattern MONEY = Pattern.compile(
            "insufficient[_ ](user[_ ]|token[_ ]|account[_ ])?(quota|balance|credits?|funds?)\\b|payment_required"
                    + "|billing_hard_limit_reached|pre_consume_token_quota_failed",
            Pattern.CASE_INSENSITIVE);

    /** What the family writes as the code of an answer with which nothing is wrong. */
    private static final Set<String> FINE = Set.of("success", "ok");

    /** A message in a message, a thousand times over, is nobody's: to look for it would exhaust the stack. */
    private static final int DEEPEST_MESSAGE = 8;

    private static final List<String> MESSAGES = List.of("message", "msg", "detail", "error_message");

    private final JsonNode root;
    private final Optional<String> broken;

    private Envelope(LenientJson.Reading reading) {
        this.root = reading.value();
        this.broken = reading.broken();
    }

    /** Reads a body; one in which there is no JSON makes an envelope that holds nothing. */
    static Envelope read(Bytes body) {
        return new Envelope(LenientJson.read(body));
    }

    /** The whole value, an object as a rule; missing where the body holds none. */
    JsonNode root() {
        return root;
    }

    /** What the answer is about; missing where there is none. */
    JsonNode data() {
        return root.path("data");
    }

    /** Whether the body could not be read to its end. */
    boolean isBroken() {
        return broken.isPresent();
    }

    /**
     * Texts that stand as {@code "name":"text"} anywhere in a body that could not be read to its end; none in one that
     * could, since there the tree has them.
     */
    List<String> seen(String name) {
        Pattern pattern = Pattern.compile("[\"']" + Pattern.quote(name) + "[\"']\\s*:\\s*[\"']([^\"'\\\\]+)[\"']");
        return broken.stream()
                .flatMap(text -> pattern.matcher(text).results())
                .map(found -> found.group(1))
                .toList();
    }

    /** Whether this is the provider's own way to say that something is wrong. */
    boolean isError() {
        if (isErrorObject(root.path("error"))) {
            return true;
        }
        boolean hasMessage =
                root.path("message").isTextual() || root.path("msg").isTextual();
        return hasMessage && (isFalse(root.path("success")) || isErrorCode(root.path("code")));
    }

    /** Whether this says in any readable form that something is wrong: by an object, a text or a list. */
    boolean isComplaint() {
        return isError() || message().isPresent();
    }

    /** The body's own code: the outer one where there is one, else that of the error object. */
    OptionalInt code() {
        JsonNode outer = root.path("code");
        return number(
                outer.isMissingNode() || outer.isNull() ? root.path("error").path("code") : outer);
    }

    /**
     * The HTTP status that the body itself gives a refusal: by the outer code, that of the error object, or the error's
     * word. A code that is no such status says nothing of its own, and leaves it to the word. Empty where it names none.
     */
    OptionalInt refusal() {
        OptionalInt code = codes().filter(each -> each >= FIRST_ERROR && each <= LAST_ERROR)
                .findFirst();
        return code.isPresent() ? code : refusalByWord();
    }

    /** Whether a code or a word says that something is wrong, be it a code that is no status. */
    boolean isAmiss() {
        return codes().anyMatch(code -> code >= FIRST_ERROR) || isAboutMoney() || byWord().isPresent();
    }

    private IntStream codes() {
        JsonNode error = root.path("error");
        return Stream.of(root.path("code"), error.path("code"), root.path("status"), error.path("status"))
                .flatMapToInt(code -> number(code).stream());
    }

    /** Of a message, only the beginning that the provider's page documents is such a word. */
    private OptionalInt refusalByWord() {
        if (isAboutMoney()) {
            return OptionalInt.of(402);
        }
        OptionalInt word = byWord();
        return word.isEmpty() && tells(BUILD_FAILED) ? OptionalInt.of(500) : word;
    }

    private OptionalInt byWord() {
        return REFUSALS.stream()
                .filter(refusal -> saysPrefix(refusal.getKey()))
                .mapToInt(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether this is about the account's balance or quota, which no other request and no pause would mend. */
    boolean isAboutMoney() {
        return Stream.concat(words(), message().stream())
                .anyMatch(said -> MONEY.matcher(said.strip()).lookingAt());
    }

    /** Whether the error's machine-readable words, {@code code} or {@code type}, hold this one. */
    boolean says(String word) {
        return words().anyMatch(word::equalsIgnoreCase);
    }

    /** Whether one of the error's machine-readable words begins so. */
    boolean saysPrefix(String prefix) {
        return words().anyMatch(said -> begins(said, prefix));
    }

    /** Whether one of the error's machine-readable words, or its message, begins so. */
    boolean tells(String prefix) {
        return Stream.concat(words(), message().stream()).anyMatch(said -> begins(said, prefix));
    }

    private static boolean begins(String said, String prefix) {
        return said.strip().toLowerCase(Locale.ROOT).startsWith(prefix);
    }

    /** The error's message, as it came: the first text in one of the places where there may be one. */
    Optional<String> message() {
        JsonNode error = root.path("error");
        return Stream.of(
                        error.isTextual() ? Optional.<String>empty() : message(error, DEEPEST_MESSAGE),
                        message(root, DEEPEST_MESSAGE),
                        text(error),
                        message(root.path("errors"), DEEPEST_MESSAGE))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** @param deep how many more places within one another are looked into */
    private static Optional<String> message(JsonNode place, int deep) {
        if (deep == 0) {
            return Optional.empty();
        }
        if (place.isArray()) {
            JsonNode first = place.path(0);
            return first.isArray() ? Optional.empty() : text(first).or(() -> message(first, deep - 1));
        }
        return MESSAGES.stream()
                .map(place::path)
                .flatMap(said -> (said.isArray() ? message(said, deep - 1) : text(said)).stream())
                .findFirst();
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    /**
     * The error to quote.
     *
     * @param otherwise what to say where the provider itself gives no message
     */
    ProviderError error(int httpStatus, Quote quote, String otherwise) {
        JsonNode error = root.path("error");
        Optional<String> code = scalar(error.path("code")).or(() -> scalar(root.path("code")));
        Optional<String> type = scalar(error.path("type")).or(() -> scalar(root.path("type")));
        return new ProviderError(
                Optional.of(httpStatus),
                code.flatMap(quote::of),
                type.flatMap(quote::of),
                message().flatMap(quote::of).or(() -> Optional.of(otherwise)));
    }

    /** The text of a string, a number or a boolean. */
    static Optional<String> scalar(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }

    private Stream<String> words() {
        JsonNode error = root.path("error");
        return Stream.of(error, error.path("code"), error.path("type"), root.path("code"), root.path("type"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    private static boolean isErrorObject(JsonNode error) {
        return error.isObject()
                && Stream.of("message", "code", "type")
                        .anyMatch(field -> scalar(error.path(field)).isPresent());
    }

    private static boolean isFalse(JsonNode success) {
        return success.isBoolean() && !success.booleanValue();
    }

    private static boolean isErrorCode(JsonNode code) {
        OptionalInt number = number(code);
        if (number.isPresent()) {
            return number.getAsInt() < 0 || number.getAsInt() >= FIRST_ERROR;
        }
        return code.isTextual()
                && !code.textValue().isBlank()
                && !FINE.contains(code.textValue().strip().toLowerCase(Locale.ROOT));
    }

    private static OptionalInt number(JsonNode node) {
        Optional<BigDecimal> number = Decimals.read(node);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(number.get().intValueExact());
        } catch (ArithmeticException noInteger) {
            return OptionalInt.empty();
        }
    }
}
