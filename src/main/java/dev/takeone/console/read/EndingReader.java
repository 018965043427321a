package dev.takeone.console.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.takeone.console.memory.Ending;
import dev.takeone.console.view.RecordAt;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import dev.takeone.journal.rows.InstantText;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of endings, as consumers read them, token by token: a console reads half a million of them before it is ready.
 * What is no event of Takeone's is passed over.
 */
final class EndingReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int JOB_ID_LENGTH = 32;

    /** Of an amount. What is written shorter may take gigabytes once something is added to it. */
    private static final int MOST_DIGITS = 64;

    private static final Instant FIRST_TIME = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private String requestId = "";
    private Optional<String> requestSource = Optional.empty();
    private String model = "";
    private List<String> taskIds = List.of();
    private Optional<String> reason = Optional.empty();
    private Optional<Charged> charged = Optional.empty();
    private boolean retryable;
    private Optional<Instant> submittedAt = Optional.empty();
    private Optional<Instant> completedAt = Optional.empty();
    private Optional<Instant> failedAt = Optional.empty();
    private Optional<BigDecimal> cost = Optional.empty();
    private Optional<BigDecimal> estimate = Optional.empty();
    private String words = "";
    private String topic = "";
    private int partition = -1;
    private long offset = -1;

    private EndingReader() {}

    /** The ending that the record tells of; empty where it tells of none. */
    static Optional<Ending> ending(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        byte @Nullable [] value = record.value();
        Optional<String> jobId = EventReader.header(record, "ce_id")
                .filter(EndingReader::isEnding)
                .map(id -> id.substring(0, JOB_ID_LENGTH));
        if (value == null || jobId.isEmpty()) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(value)) {
            EndingReader read = new EndingReader();
            return read.object(parser) ? read.ending(jobId.orElseThrow(), record) : Optional.empty();
        } catch (IOException | DateTimeException | ArithmeticException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static boolean isEnding(String id) {
        String what = id.length() > JOB_ID_LENGTH ? id.substring(JOB_ID_LENGTH) : "";
        return what.equals("-completed") || what.equals("-failed");
    }

    /** Whether it is one. */
    private boolean object(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            field(name, parser);
        }
        return true;
    }

    private void field(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "request_id" -> requestId = text(parser).orElse("");
            case "request_source" -> requestSource = text(parser);
            case "model" -> model = text(parser).orElse("");
            case "task_id" -> first(parser);
            case "task_ids" -> several(parser);
            case "reason" -> reason = text(parser);
            case "charged" -> charged = text(parser).flatMap(EndingReader::charged);
            case "retryable" -> retryable = parser.hasToken(JsonToken.VALUE_TRUE);
            case "submitted_at" -> submittedAt = time(parser);
            case "completed_at" -> completedAt = time(parser);
            case "failed_at" -> failedAt = time(parser);
            case "cost" -> cost = amount(parser);
            case "cost_estimate" -> estimate = amount(parser);
            case "origin" -> origin(parser);
            case "provider_error" -> words(parser);
            default -> parser.skipChildren();
        }
    }

    /** Where there are several, it is among them. */
    private void first(JsonParser parser) throws IOException {
        Optional<String> first = text(parser);
        if (taskIds.isEmpty()) {
            taskIds = first.stream().toList();
        }
    }

    private void several(JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            parser.skipChildren();
            return;
        }
        List<String> all = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            text(parser).ifPresent(all::add);
        }
        taskIds = all;
    }

    private void origin(JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "topic" -> topic = text(parser).orElse("");
                case "partition" -> partition = parser.getValueAsInt(-1);
                case "offset" -> offset = parser.getValueAsLong(-1);
                default -> parser.skipChildren();
            }
        }
    }

    private void words(JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isMessage = parser.currentName().equals("message");
            parser.nextToken();
            if (isMessage) {
                words = text(parser).orElse("");
            } else {
                parser.skipChildren();
            }
        }
    }

    private Optional<Ending> ending(String jobId, ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        Optional<Instant> endedAt = completedAt.or(() -> failedAt);
        if (endedAt.isEmpty() || (reason.isEmpty() && completedAt.isEmpty())) {
            return Optional.empty();
        }
        byte @Nullable [] key = record.key();
        return Optional.of(new Ending(
                jobId,
                identity(),
                reason.map(EndingReader::reason).map(this::failure),
                model,
                key == null ? "" : new String(key, UTF_8),
                taskIds,
                endedAt.orElseThrow(),
                submittedAt,
                cost,
                estimate,
                new RecordAt(topic, partition, offset),
                new RecordAt(record.topic(), record.partition(), record.offset())));
    }

    /** What a later release has as a reason is a failure still, and may have cost something. */
    private Ending.Failure failure(Optional<FailureReason> why) {
        Charged usual = why.map(FailureReason::charged).orElse(Charged.UNKNOWN);
        return new Ending.Failure(why, charged.orElse(usual), retryable, words);
    }

    private Identity identity() {
        if (requestSource.isPresent()) {
            return new Identity(Identity.Kind.CLOUD_EVENT, requestSource.orElseThrow(), requestId);
        }
        boolean unnamed = requestId.startsWith(topic) && requestId.equals(topic + "-" + partition + "-" + offset);
        return new Identity(unnamed ? Identity.Kind.COORDINATES : Identity.Kind.REQUEST_ID, "", requestId);
    }

    private static Optional<FailureReason> reason(String label) {
        return Arrays.stream(FailureReason.values())
                .filter(reason -> reason.label().equals(label))
                .findFirst();
    }

    private static Optional<Charged> charged(String label) {
        return Arrays.stream(Charged.values())
                .filter(charged -> charged.label().equals(label))
                .findFirst();
    }

    private static Optional<String> text(JsonParser parser) throws IOException {
        parser.skipChildren();
        return parser.hasToken(JsonToken.VALUE_STRING) ? Optional.of(parser.getText()) : Optional.empty();
    }

    private static Optional<Instant> time(JsonParser parser) throws IOException {
        return text(parser).flatMap(EndingReader::parsed);
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(near(InstantText.parse(text)));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Whoever counts in milliseconds, or days, counts with it. */
    private static Instant near(Instant time) {
        if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
            throw new ArithmeticException("no time of an event");
        }
        return time;
    }

    private static Optional<BigDecimal> amount(JsonParser parser) throws IOException {
        parser.skipChildren();
        return parser.currentToken().isNumeric() ? Optional.of(small(parser.getDecimalValue())) : Optional.empty();
    }

    private static BigDecimal small(BigDecimal amount) {
        if (amount.precision() > MOST_DIGITS || Math.abs((long) amount.scale()) > MOST_DIGITS) {
            throw new ArithmeticException("no amount of money");
        }
        return amount;
    }
}
