package dev.takeone.request;

import dev.takeone.job.Origin;
import dev.takeone.job.Violation;
import dev.takeone.request.RequestRecord.Header;
import dev.takeone.request.catalogue.ModelCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds records, and reads them with the bundled catalogue. */
final class Records {
    static final JobIds IDS = new JobIds("cluster", "takeone", "topic-id");
    static final RequestReader READER = new RequestReader(ModelCatalogue.bundled(), UnknownModels.REJECT);

    private static final Origin ORIGIN = new Origin("video.requests", 3, 42, Instant.EPOCH);

    private Records() {}

    /** A valid body with {@code more} before its end, such as {@code ,"seed":1}. */
    static String fast(String more) {
        return "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"a dog\"" + more + "}";
    }

    static RequestRecord record(String value, Header... headers) {
        return record(value.getBytes(StandardCharsets.UTF_8), headers);
    }

    static RequestRecord record(byte[] value, Header... headers) {
        return new RequestRecord(ORIGIN, Optional.empty(), List.of(headers), Optional.of(value));
    }

    static RequestRecord tombstone(Header... headers) {
        return new RequestRecord(ORIGIN, Optional.empty(), List.of(headers), Optional.empty());
    }

    static RequestRecord keyed(byte[] key) {
        return new RequestRecord(
                ORIGIN, Optional.of(key), List.of(), Optional.of(fast("").getBytes(StandardCharsets.UTF_8)));
    }

    static Header header(String name, String value) {
        return new Header(name, Optional.of(value.getBytes(StandardCharsets.UTF_8)));
    }

    static RequestReading read(RequestRecord record) {
        return READER.read(record, IDS);
    }

    static RequestReading read(String value, Header... headers) {
        return read(record(value, headers));
    }

    /** The violations as {@code field code}, none for a valid request. */
    static List<String> faults(RequestReading reading) {
        return violations(reading).stream()
                .map(violation -> violation.field() + " " + violation.code())
                .toList();
    }

    static List<String> faults(String value, Header... headers) {
        return faults(read(value, headers));
    }

    static List<Violation> violations(RequestReading reading) {
        return switch (reading) {
            case RequestReading.Valid valid -> List.of();
            case RequestReading.Invalid invalid -> invalid.violations();
        };
    }

    static String body(RequestReading reading) {
        return switch (reading) {
            case RequestReading.Valid valid -> valid.body();
            case RequestReading.Invalid invalid -> throw new AssertionError(invalid.violations());
        };
    }
}
