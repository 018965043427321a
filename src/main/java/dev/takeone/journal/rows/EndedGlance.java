package dev.takeone.journal.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an ended job's row tells somebody who does not restore it, read token by token: of very many rows this is a quarter of
 * the work of {@link JobCodec#decode}.
 *
 * @param profile what durations are learned by
 * @param generation how long the provider took, where it made a video and tells
 */
public record EndedGlance(String profile, Instant endedAt, Optional<Duration> generation) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Empty where it is not plainly the row of an ended job, of the version that is written: then it is to be decoded. */
    public static Optional<EndedGlance> of(byte[] value) {
        try (JsonParser parser = JSON.createParser(value)) {
            return new Parts().read(parser);
        } catch (IOException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    /** What was read so far. */
    private static final class Parts {
        private boolean isOfThisVersion;
        private boolean isOver;
        private Optional<String> profile = Optional.empty();
        private Optional<Instant> endedAt = Optional.empty();
        private Optional<Duration> generation = Optional.empty();

        Optional<EndedGlance> read(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (!goesOn(name, parser)) {
                    return Optional.empty();
                }
            }
            return isOfThisVersion && isOver
                    ? profile.flatMap(known -> endedAt.map(at -> new EndedGlance(known, at, generation)))
                    : Optional.empty();
        }

        /** Whether it may still be what is looked for. */
        private boolean goesOn(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "v" ->
                    isOfThisVersion =
                            parser.hasToken(JsonToken.VALUE_NUMBER_INT) && parser.getLongValue() == JobCodec.VERSION;
                case "state" ->
                    isOver = RowWriter.COMPLETED.equals(parser.getText()) || RowWriter.FAILED.equals(parser.getText());
                case "job" -> job(parser);
                case "ended_at" -> endedAt = text(parser).map(Bounds::time);
                case "generation" -> generation = text(parser).map(Bounds::duration);
                default -> parser.skipChildren();
            }
            return (isOfThisVersion || !name.equals("v")) && (isOver || !name.equals("state"));
        }

        private void job(JsonParser parser) throws IOException {
            if (!parser.hasToken(JsonToken.START_OBJECT)) {
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("profile")) {
                    profile = text(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private static Optional<String> text(JsonParser parser) throws IOException {
            parser.skipChildren();
            return parser.hasToken(JsonToken.VALUE_STRING) ? Optional.of(parser.getText()) : Optional.empty();
        }
    }
}
