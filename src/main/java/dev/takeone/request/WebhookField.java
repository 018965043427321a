package dev.takeone.request;

import dev.takeone.request.text.Json;
import dev.takeone.request.text.StrictJson;
import dev.takeone.request.text.Violations;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The field of a submission that names the address to call when its task has ended. */
public final class WebhookField {
    private static final String NAME = "webhook";

    private WebhookField() {}

    /**
     * A body with the address in it, as its last field.
     *
     * @param body compact JSON, as {@link RequestReading.Valid} has it
     * @param address a URL, without a character that JSON would escape
     * @return empty where the body has such a field already, or is no object
     */
    public static Optional<String> put(String body, String address) {
        return StrictJson.read(body.getBytes(StandardCharsets.UTF_8), "body", new Violations())
                .map(StrictJson.Parsed::value)
                .flatMap(json -> json instanceof Json.Obj object && !object.has(NAME)
                        ? Optional.of(with(body, object.fields().isEmpty() ? "" : ",", address))
                        : Optional.empty());
    }

    private static String with(String body, String comma, String address) {
        return body.substring(0, body.lastIndexOf('}')) + comma + "\"" + NAME + "\":\"" + address + "\"}";
    }
}
