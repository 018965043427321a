package dev.takeone.provider.answer;

import dev.takeone.job.Bytes;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.StatusOutcome.Completed;
import dev.takeone.job.Video;
import dev.takeone.provider.AccountKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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

    static final String VIDEO = "\"result\":{\"videos\":[{\"url\":[\"https://a/1\"]}]}";

    private static final StatusClassifier CHECKS = new StatusClassifier(QUOTE, URI.create("https://api.apimart.ai"));

    private Answers() {}

    /** What the answer to a check of the task {@code t} is, which says this of it. */
    static StatusOutcome task(String fields) {
        return checked(200, "{\"code\":200,\"data\":{\"id\":\"t\"," + fields + "}}");
    }

    static StatusOutcome checked(int status, String body) {
        return CHECKS.answered("t", answer(status, body), NOW);
    }

    static StatusOutcome asked(String taskId, String body) {
        return CHECKS.answered(taskId, answer(200, body), NOW);
    }

    /** Of the videos; none where it is not completed. */
    static List<String> addresses(StatusOutcome outcome) {
        return outcome instanceof Completed completed
                ? completed.videos().stream().map(Video::url).toList()
                : List.of();
    }

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
