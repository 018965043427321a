package dev.takeone.provider.answer;

import dev.takeone.job.Bytes;
import dev.takeone.provider.AccountKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Answers of the provider for the tables of the classifiers. */
final class Answers {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final String KEY = "sk-very-secret-key";
    static final Quote QUOTE = new Quote(new AccountKey(KEY));

    static final String ERROR = "{\"error\":{\"code\":%d,\"message\":\"no\",\"type\":\"some_error\"}}";
    static final String FLAT = "{\"code\":%d,\"message\":\"no\"}";
    static final String UNSUCCESSFUL = "{\"success\":false,\"message\":\"no\"}";
    static final String HTML = "<html><body>403 Forbidden</body></html>";
    static final String EDGE_JSON = "{\"message\":\"Forbidden\"}";

    private Answers() {}

    static Answer answer(int status, String body) {
        return answer(status, body, Optional.empty());
    }

    static Answer answer(int status, String body, Optional<String> retryAfter) {
        return new Answer(
                status, retryAfter, Optional.empty(), false, Bytes.copyOf(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The documented error envelope for a status. */
    static String error(int code) {
        return ERROR.formatted(code);
    }

    static String error(String code, String message) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
    }
}
