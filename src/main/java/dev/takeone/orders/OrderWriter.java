package dev.takeone.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.job.Bytes;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The counterpart of {@link OrderReader}: the record that gives an order. One without a value ends it. Pure. */
public final class OrderWriter {
    private static final JsonMapper JSON = new JsonMapper();

    private OrderWriter() {}

    /** The record's key. */
    public static byte[] key(String name) {
        return OrderName.key(name);
    }

    /** The record's value. */
    public static byte[] value(Order order) {
        ObjectNode json = JSON.createObjectNode();
        switch (order) {
            case Order.Hold hold -> {
                json.put("command", "hold");
                put(json, "group", hold.group());
                put(json, "model", hold.model());
            }
            case Order.Withdraw withdraw -> {
                json.put("command", "withdraw");
                which(json, withdraw.which());
            }
        }
        put(json, "reason", order.reason());
        put(json, "by", order.by());
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void which(ObjectNode json, Order.Which which) {
        put(json, "request_id", which.requestId());
        put(json, "request_source", which.requestSource());
        put(json, "key", which.key().map(Bytes::toArray).map(key -> new String(key, UTF_8)));
        put(json, "model", which.model());
        put(json, "group", which.group());
        put(json, "published_before", which.publishedBefore().map(Object::toString));
    }

    private static void put(ObjectNode json, String field, Optional<String> value) {
        value.ifPresent(each -> json.put(field, each));
    }
}
