package dev.takeone.simulator;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The body of a POST, as far as the simulator reads it.
 *
 * @param model as sent
 * @param samples {@code sample_count}, 1 where it is not given
 * @param bodyHash of the bytes as sent: what "the same body" means
 * @param marker the prompt's first {@code #word}, without the {@code #}, by which tests find their charges
 * @param directives what the prompt asks of the simulator
 * @param webhook the address to call, without the {@code /callback} that is appended
 */
record VideoRequest(
        String model,
        int samples,
        String bodyHash,
        Optional<String> marker,
        Directives directives,
        Optional<String> webhook) {
    private static final Pattern MARKER = Pattern.compile("#([\\p{Alnum}_-]+)");
    private static final Set<String> MODELS = Set.of(
            "veo3.1-fast-official",
            "veo3.1-quality-official",
            "veo3.1-fast",
            "veo3.1-quality",
            "veo3.1-lite",
            "sora-2",
            "sora-2-pro",
            "kling-v3",
            "kling-v2-6",
            "MiniMax-Hailuo-02",
            "MiniMax-Hailuo-2.3",
            "wan2.6",
            "doubao-seedance-2.0",
            "doubao-seedance-1-5-pro",
            "Omni-Flash-Ext");

    /**
     * Reads a body, checking lightly: whether a request is right in full is for the worker to know.
     *
     * @throws IllegalArgumentException with a text for the sender
     */
    static VideoRequest read(String body) {
        JsonObject json = json(body);
        if (!(json.getValue("model") instanceof String model) || !MODELS.contains(model)) {
            throw new IllegalArgumentException("model is missing or unknown");
        }
        if (!(json.getValue("prompt") instanceof String prompt) || prompt.isBlank()) {
            throw new IllegalArgumentException("prompt is required");
        }
        if (!(json.getValue("duration", 8) instanceof Integer)) {
            throw new IllegalArgumentException("duration must be a number");
        }
        int samples = json.getValue("sample_count") instanceof Integer count ? Math.clamp(count, 1, 4) : 1;
        Optional<String> marker =
                MARKER.matcher(prompt).results().map(found -> found.group(1)).findFirst();
        return new VideoRequest(model, samples, hash(body), marker, Directives.in(prompt), webhook(json));
    }

    private static Optional<String> webhook(JsonObject json) {
        return json.getValue("webhook") instanceof String address ? Optional.of(address) : Optional.empty();
    }

    /** 32 hexadecimal digits that stand for {@code body}. */
    static String hash(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static JsonObject json(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException e) {
            throw new IllegalArgumentException("the body is not a JSON object", e);
        }
    }
}
