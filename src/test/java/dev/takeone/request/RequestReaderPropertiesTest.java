package dev.takeone.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Origin;
import dev.takeone.job.Violation;
import dev.takeone.request.RequestRecord.Header;
import dev.takeone.request.catalogue.ModelCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws that hold for every record. */
class RequestReaderPropertiesTest {
    /** Appears in no rule and no message, so whoever shows it shows a value. */
    private static final String SECRET = "§secret§";

    private static final Origin FIRST = new Origin("t", 0, 1, Instant.EPOCH);
    private static final Origin OTHER = new Origin("t", 5, 9, Instant.EPOCH);

    private static final List<String> NAMES = List.of(
            "model",
            "prompt",
            "negative_prompt",
            "duration",
            "aspect_ratio",
            "resolution",
            "first_frame_image",
            "last_frame_image",
            "seed",
            "sample_count",
            "generate_audio",
            "person_generation",
            "resize_mode",
            "enhance_prompt",
            "metadata",
            "typo",
            "data",
            "id",
            "source",
            "specversion",
            "data_base64");

    @Property
    void anyBytesUnderAnyHeadersHaveOneVerdict(
            @ForAll("keys") Optional<byte[]> key,
            @ForAll("headers") List<Header> headers,
            @ForAll("values") Optional<byte[]> value) {
        RequestRecord record = new RequestRecord(FIRST, key, headers, value);
        RequestReading reading = Records.read(record);
        assertBounded(reading);
        assertThat(Records.read(record)).isEqualTo(reading);
        assertThat(reading.job().key().isPresent())
                .isEqualTo(key.filter(bytes -> bytes.length <= RequestReader.MAX_KEY_BYTES)
                        .isPresent());
    }

    @Property
    void aVerdictNeverShowsAValue(@ForAll("secretBodies") String value, @ForAll("headers") List<Header> headers) {
        RequestReading reading = Records.read(Records.record(value, headers.toArray(Header[]::new)));
        assertBounded(reading);
        assertThat(reading.toString()).doesNotContain(SECRET);
        assertThat(Records.violations(reading))
                .extracting(Violation::message)
                .noneMatch(message -> message.contains(SECRET));
    }

    private static void assertBounded(RequestReading reading) {
        switch (reading) {
            case RequestReading.Valid valid -> {
                assertThat(valid.body()).startsWith("{\"").doesNotContain("\"metadata\":");
                assertThat(valid.job().profile()).isNotEmpty();
                assertThat(valid.job().model()).isPresent();
            }
            case RequestReading.Invalid invalid -> {
                assertThat(invalid.violations()).hasSizeBetween(1, 50);
                assertThat(invalid.omitted()).isGreaterThanOrEqualTo(0);
                assertThat(invalid.job().profile()).isEmpty();
                assertThat(invalid.violations()).allSatisfy(violation -> {
                    assertThat(violation.field()).hasSizeLessThanOrEqualTo(500);
                    assertThat(violation.message()).isNotBlank().hasSizeLessThanOrEqualTo(500);
                    assertThat(violation.code()).matches("[a-z0-9_]+");
                });
            }
        }
        assertThat(reading.job().id()).hasSize(32);
        assertThat(reading.job().contentHash()).hasSize(32);
    }

    @Property
    void oneIdentityForTheSameHeadersWhicheverTheRecord(
            @ForAll("identifyingHeaders") List<Header> headers,
            @ForAll("values") Optional<byte[]> one,
            @ForAll("values") Optional<byte[]> other) {
        RequestReading first = Records.read(new RequestRecord(FIRST, Optional.empty(), headers, one));
        RequestReading second = Records.read(new RequestRecord(OTHER, Optional.empty(), headers, other));
        assertThat(first.job().identity()).isEqualTo(second.job().identity());
        assertThat(first.job().id()).isNotEqualTo(second.job().id());
    }

    @Property
    void theOrderOfHeadersSaysNothing(@ForAll("headers") List<Header> headers, @ForAll Random random) {
        List<Header> shuffled = new ArrayList<>(headers);
        Collections.shuffle(shuffled, random);
        RequestRecord one = new RequestRecord(FIRST, Optional.empty(), headers, Optional.empty());
        RequestRecord other = new RequestRecord(FIRST, Optional.empty(), shuffled, Optional.empty());
        assertThat(Records.read(one).job().identity())
                .isEqualTo(Records.read(other).job().identity());
    }

    @Property
    void theOrderOfKeysSaysNothingAboutTheContent(@ForAll("fields") Map<String, String> fields, @ForAll Random random) {
        List<String> shuffled = new ArrayList<>(fields.keySet());
        Collections.shuffle(shuffled, random);
        assertThat(hash(object(fields, shuffled))).isEqualTo(hash(object(fields, List.copyOf(fields.keySet()))));
    }

    @Property
    void anotherValueIsOtherContent(@ForAll("fields") Map<String, String> fields, @ForAll Random random) {
        List<String> names = List.copyOf(fields.keySet());
        String changed = names.get(random.nextInt(names.size()));
        Map<String, String> other = new LinkedHashMap<>(fields);
        other.put(changed, "[" + fields.get(changed) + "]");
        assertThat(hash(object(other, names))).isNotEqualTo(hash(object(fields, names)));
    }

    @Property
    void theBodySentHasTheSendersNumbersInTheSendersOrder(
            @ForAll("fields") Map<String, String> fields, @ForAll("json") String metadata) {
        String rest = object(fields, List.copyOf(fields.keySet()));
        String start = "{\"model\":\"m\",";
        RequestReader passing = new RequestReader(ModelCatalogue.bundled(), UnknownModels.PASS_THROUGH);
        RequestReading reading = passing.read(
                Records.record("{\"model\":\"m\",\"metadata\":{\"a\":" + metadata + "}," + rest.substring(1)),
                Records.IDS);
        assertThat(Records.body(reading)).isEqualTo(start + rest.substring(1));
        assertThat(reading.job().metadata()).contains("{\"a\":" + metadata + "}");
    }

    private static String hash(String value) {
        return Records.read(value).job().contentHash();
    }

    private static String object(Map<String, String> fields, List<String> order) {
        return order.stream()
                .map(name -> "\"" + name + "\":" + fields.get(name))
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Provide
    Arbitrary<Optional<byte[]>> keys() {
        return Arbitraries.of(0, 1, 4_096, 4_097, 100_000).map(byte[]::new).optional();
    }

    @Provide
    Arbitrary<Optional<byte[]>> values() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<byte[]> text = Arbitraries.oneOf(
                        secretBodies(), mangled(), Arbitraries.strings().ofMaxLength(50))
                .map(value -> value.getBytes(StandardCharsets.UTF_8));
        return Arbitraries.oneOf(noise, text).optional(0.95);
    }

    /** JSON that is almost right: cut anywhere, or with one character changed. */
    private static Arbitrary<String> mangled() {
        return Combinators.combine(
                        almostRequests(),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.strings().ofMaxLength(1))
                .as((body, at, insert) -> {
                    int cut = (int) (at * body.length());
                    return insert.isEmpty()
                            ? body.substring(0, cut)
                            : body.substring(0, cut) + insert + body.substring(Math.min(body.length(), cut + 1));
                });
    }

    @Provide
    Arbitrary<String> secretBodies() {
        return almostRequests();
    }

    /** Objects of the known names, with right, wrong and telling values. */
    private static Arbitrary<String> almostRequests() {
        Arbitrary<String> value = Arbitraries.oneOf(
                compactJson(),
                Arbitraries.of(
                        "\"" + SECRET + "\"",
                        "[\"" + SECRET + "\"]",
                        "{\"a\":\"" + SECRET + "\"}",
                        "\"http://" + SECRET + "@example.com/\"",
                        "\"https://example.com/" + SECRET + "\"",
                        "\"veo3.1-fast-official\"",
                        "8",
                        "true",
                        SECRET));
        return Arbitraries.maps(Arbitraries.of(NAMES), value)
                .ofMaxSize(12)
                .map(fields -> object(fields, List.copyOf(fields.keySet())))
                .flatMap(
                        body -> Arbitraries.of(body, body.replaceFirst("\\{", "{\"model\":\"veo3.1-fast-official\",")));
    }

    @Provide
    Arbitrary<Map<String, String>> fields() {
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(6).ofMaxLength(9), compactJson())
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(LinkedHashMap::new);
    }

    @Provide
    Arbitrary<String> json() {
        return compactJson();
    }

    /** Compact JSON of any type, its numbers in any notation. */
    private static Arbitrary<String> compactJson() {
        Arbitrary<String> number = Combinators.combine(
                        Arbitraries.bigIntegers(),
                        Arbitraries.of("", ".0", ".50"),
                        Arbitraries.of("", "e0", "E+7", "e-12", "e999999999"))
                .as((whole, fraction, exponent) -> whole + fraction + exponent);
        Arbitrary<String> leaf = Arbitraries.oneOf(
                number,
                Arbitraries.of("null", "true", "false", "\"\"", "\"\\\"\"", "\"ü😀\""),
                Arbitraries.strings().alpha().map(text -> "\"" + text + "\""));
        return Arbitraries.recursive(
                () -> leaf, inner -> inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"), 0, 3);
    }

    @Provide
    Arbitrary<List<Header>> headers() {
        Arbitrary<String> names = Arbitraries.of(
                "ce_id", "ce_source", "ce_specversion", "content-type", "request-id", "traceparent", "other");
        Arbitrary<byte[]> values = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
                Arbitraries.of(SECRET, "1.0", "application/cloudevents+json", "application/json", "a b", "")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)));
        return Combinators.combine(names, values.optional())
                .as(Header::new)
                .list()
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Header>> identifyingHeaders() {
        Arbitrary<String> visible =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(256);
        return Combinators.combine(visible, visible, Arbitraries.of(true, false))
                .as((one, other, event) -> event
                        ? List.of(Records.header("ce_source", one), Records.header("ce_id", other))
                        : List.of(Records.header("request-id", one)));
    }
}
