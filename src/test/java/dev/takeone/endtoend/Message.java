package dev.takeone.endtoend;

import dev.takeone.job.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** A record for the requests topic. */
record Message(Optional<Bytes> key, List<Header> headers, Optional<Bytes> value) {
    /** As it stands in a request's body. */
    static final String MODEL = "\"model\":\"veo3.1-fast-official\"";

    Message {
        headers = List.copyOf(headers);
    }

    static Message of(byte[] value) {
        return new Message(Optional.empty(), List.of(), Optional.of(Bytes.copyOf(value)));
    }

    static Message of(String value) {
        return of(value.getBytes(StandardCharsets.UTF_8));
    }

    static Message tombstone() {
        return new Message(Optional.empty(), List.of(), Optional.empty());
    }

    /** The least request there is, with that prompt. */
    static Message prompt(String prompt) {
        return of("{" + MODEL + ",\"prompt\":\"" + prompt + "\"}");
    }

    Message key(byte[] other) {
        return new Message(Optional.of(Bytes.copyOf(other)), headers, value);
    }

    Message key(String other) {
        return key(other.getBytes(StandardCharsets.UTF_8));
    }

    Message header(String name, String text) {
        Header header = new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8));
        return new Message(
                key, Stream.concat(headers.stream(), Stream.of(header)).toList(), value);
    }

    /** With the header {@code request-id}. */
    Message id(String id) {
        return header("request-id", id);
    }

    ProducerRecord<byte[], byte[]> to(String topic) {
        return new ProducerRecord<>(
                topic,
                null,
                key.map(Bytes::toArray).orElse(null),
                value.map(Bytes::toArray).orElse(null),
                headers);
    }

    /** What the simulator's ledger calls a body. */
    static String hash(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
