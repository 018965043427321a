package dev.takeone.journal.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.journal.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;

/**
 * The bytes of the jobs topic: what this release writes, and what it can read.
 *
 * <p>A value is a JSON object whose {@code v} says by which rules to read it. A release reads one version more than it
 * writes where the two differ, so that an update and its rollback both find what they know. Golden files of every
 * version are replayed by a test.
 */
public final class JobCodec {
    /** The version written. */
    public static final int VERSION = 1;

    /** The head's key; a job id is made of letters and digits, so that none can be equal to it. */
    public static final String HEAD_KEY = "@head";

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JobCodec() {}

    /** The record's key for a job id, or for {@link #HEAD_KEY}. */
    public static byte[] key(String key) {
        return key.getBytes(UTF_8);
    }

    public static byte[] encode(Row row) {
        ObjectNode json = envelope(VERSION);
        RowWriter.row(json, row);
        return bytes(json);
    }

    public static byte[] encode(Head head) {
        ObjectNode json = envelope(VERSION);
        json.put("group", head.group());
        json.put("topic", head.topic());
        json.put("topic_id", head.life().toString());
        json.put("next_offset", head.nextOffset());
        head.leaderEpoch().ifPresent(epoch -> json.put("leader_epoch", epoch));
        head.marks().ifPresent(marks -> json.set("marks", marks(marks)));
        return bytes(json);
    }

    public static Decoded decode(String key, byte[] value) {
        try {
            Fields fields = Fields.of(tree(value));
            long version = fields.whole("v");
            if (version != VERSION) {
                return new Decoded.UnknownVersion(version);
            }
            return key.equals(HEAD_KEY) ? new Decoded.HeadRow(head(fields)) : RowReader.row(key, fields);
        } catch (Fields.MisshapenField misshapen) {
            return new Decoded.Unreadable(String.valueOf(misshapen.getMessage()));
        }
    }

    private static Head head(Fields fields) {
        return new Head(
                fields.text("group"),
                fields.text("topic"),
                TopicLife.parse(fields.text("topic_id")),
                fields.whole("next_offset"),
                fields.maybe("leader_epoch", fields::integer)
                        .map(OptionalInt::of)
                        .orElseGet(OptionalInt::empty),
                fields.maybe("marks", fields::object).map(JobCodec::marks));
    }

    private static ObjectNode marks(Marks marks) {
        ObjectNode json = JSON.createObjectNode();
        json.put("jobs_id", marks.jobsId());
        json.put("receipts_id", marks.receiptsId());
        json.put("written", marks.written());
        json.put("live", marks.live());
        json.put("floor", marks.floor().offset());
        json.put("floor_at", marks.floor().at().toString());
        return json;
    }

    private static Marks marks(Fields fields) {
        return new Marks(
                fields.text("jobs_id"),
                fields.text("receipts_id"),
                fields.whole("written"),
                fields.integer("live"),
                new Marks.Floor(fields.whole("floor"), fields.instant("floor_at")));
    }

    public static ObjectNode envelope(int version) {
        return JSON.createObjectNode().put("v", version);
    }

    public static byte[] bytes(ObjectNode json) {
        try {
            // By way of a String: half a surrogate pair, which a provider's message may hold, then becomes a question
            // mark, where the generator for bytes throws.
            return JSON.writeValueAsString(json).getBytes(UTF_8);
        } catch (JacksonException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public static JsonNode tree(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException notJson) {
            // The cause's message quotes the value.
            throw new Fields.MisshapenField("the value is not JSON");
        }
    }
}
