package dev.takeone.request;

import static dev.takeone.request.Records.fast;
import static dev.takeone.request.Records.faults;
import static dev.takeone.request.Records.header;
import static dev.takeone.request.Records.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Identity;
import dev.takeone.job.Identity.Kind;
import dev.takeone.request.RequestRecord.Header;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredCloudEventTest {
    private static final String TEXT = "application/cloudevents+json";
    private static final Header TYPE = header("content-type", TEXT);
    private static final String ATTRIBUTES =
            "\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/shop\",\"type\":\"t\"";

    private static String event(String data) {
        return "{" + ATTRIBUTES + data + "}";
    }

    private static String base64(String data) {
        return ",\"data_base64\":\"" + Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)) + "\"";
    }

    @Test
    void itsDataIsTheBodyAndItsAttributesTheIdentity() {
        RequestReading reading = read(event(",\"data\":" + fast(",\"metadata\":{\"a\":1}")), TYPE);
        assertThat(Records.body(reading)).isEqualTo(fast(""));
        assertThat(reading.job().identity()).isEqualTo(new Identity(Kind.CLOUD_EVENT, "/shop", "e-1"));
        assertThat(reading.job().metadata()).contains("{\"a\":1}");
        assertThat(reading.job().contentHash())
                .isEqualTo(read(fast(",\"metadata\":{\"a\":1}")).job().contentHash());
    }

    @Test
    void itsDataMayBeBase64() {
        RequestReading reading = read(event(base64(fast(""))), TYPE);
        assertThat(Records.body(reading)).isEqualTo(fast(""));
        assertThat(reading.job().contentHash()).isEqualTo(read(fast("")).job().contentHash());
    }

    @Test
    void itIsTheSameRequestAsItsBinaryForm() {
        assertThat(read(event(",\"data\":" + fast("")), TYPE).job())
                .isEqualTo(read(fast(""), header("ce_id", "e-1"), header("ce_source", "/shop"))
                        .job());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json; charset=utf-8",
                "Application/CloudEvents+JSON",
                " application/cloudevents+json ;x=y",
            })
    void itsTypeIsReadAsMediaTypesAre(String type) {
        assertThat(faults(event(",\"data\":" + fast("")), header("content-type", type)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "", "cloudevents", "application/x-cloudevents+json"})
    void anyOtherTypeSaysNothing(String type) {
        assertThat(faults(fast(""), header("content-type", type), header("content-type", type)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents-batch+json",
                "application/cloudevents+avro",
                "application/cloudevents",
                "application/cloudevents+jsonx"
            })
    void aBatchOrAnotherFormatIsRefused(String type) {
        RequestReading reading = read("[" + event(",\"data\":" + fast("")) + "]", header("content-type", type));
        assertThat(faults(reading)).containsExactly("content-type bad_cloud_event");
        assertThat(reading.job().identity().kind()).isEqualTo(Kind.COORDINATES);
    }

    @Test
    void twoTypesAreRefused() {
        assertThat(faults(event(",\"data\":" + fast("")), TYPE, header("content-type", "application/json")))
                .containsExactly("content-type bad_cloud_event");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"e-1\" | \"id\":\"\" | id bad_identity",
                "\"id\":\"e-1\" | \"id\":1 | id bad_identity",
                "\"id\":\"e-1\" | \"id\":{} | id bad_identity",
                "\"id\":\"e-1\" | \"id\":[] | id bad_identity",
                "\"id\":\"e-1\" | \"id\":true | id bad_identity",
                "\"id\":\"e-1\" | \"id\":null | id bad_identity",
                "\"id\":\"e-1\" | \"ID\":\"e-1\" | id bad_identity",
                "\"id\":\"e-1\" | \"id\":\"e 1\" | id bad_identity",
                "\"source\":\"/shop\" | \"source\":\"\" | source bad_identity",
                "\"source\":\"/shop\" | \"x\":1 | source bad_identity",
                "\"specversion\":\"1.0\" | \"specversion\":\"0.3\" | specversion bad_cloud_event",
                "\"specversion\":\"1.0\" | \"specversion\":1.0 | specversion bad_cloud_event",
                "\"specversion\":\"1.0\" | \"x\":1 | specversion bad_cloud_event",
                "\"id\":\"e-1\" | \"id\":\"e-1\",\"id\":\"e-2\" | id duplicate_key, id bad_identity",
                "\"id\":\"e-1\" | \"id\":\"e-1\",\"\\u0069d\":\"e-1\" | id duplicate_key, id bad_identity",
                "\"source\":\"/shop\" | \"source\":\"/shop\",\"source\":1 | source duplicate_key, source bad_identity",
                "\"specversion\":\"1.0\" | \"specversion\":\"1.0\",\"specversion\":\"1.0\" | specversion duplicate_key, specversion bad_cloud_event",
            })
    void aBadAttributeEndsUnderTheCoordinates(String good, String bad, String found) {
        RequestReading reading = read(event(",\"data\":" + fast("")).replace(good, bad), TYPE);
        assertThat(String.join(", ", faults(reading))).isEqualTo(found);
        assertThat(reading.job().identity().kind()).isEqualTo(Kind.COORDINATES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | data bad_cloud_event",
                ",\"data\":{},\"data_base64\":\"e30=\" | data bad_cloud_event",
                ",\"data\":null | data wrong_type",
                ",\"data\":[1,2] | data wrong_type",
                ",\"data\":\"{}\" | data wrong_type",
                ",\"data\":{\"prompt\":\"a\"} | model required",
                ",\"data_base64\":1 | data_base64 bad_cloud_event",
                ",\"data_base64\":\"%\" | data_base64 bad_cloud_event",
                ",\"data_base64\":\"狗\" | data_base64 bad_cloud_event",
                ",\"data_base64\":\"\" | data_base64 not_json",
                ",\"data_base64\":\"/w==\" | data_base64 not_utf8",
                ",\"data_base64\":\"WzFd\" | data wrong_type",
            })
    void badDataKeepsTheIdentity(String data, String fault) {
        RequestReading reading = read(event(data), TYPE);
        assertThat(faults(reading)).containsExactly(fault);
        assertThat(reading.job().identity().kind()).isEqualTo(Kind.CLOUD_EVENT);
    }

    @Test
    void whatElseIsThereTwiceKeepsTheIdentity() {
        RequestReading reading =
                read(event(",\"x\":{\"id\":1,\"id\":2},\"y\":1,\"y\":2,\"data\":" + fast(",\"id\":1,\"id\":2")), TYPE);

        assertThat(faults(reading)).contains("x.id duplicate_key", "y duplicate_key", "data.id duplicate_key");
        assertThat(reading.job().identity()).isEqualTo(new Identity(Kind.CLOUD_EVENT, "/shop", "e-1"));
    }

    @Test
    void anEnvelopeThatIsNoObjectEndsUnderTheCoordinates() {
        for (String value : new String[] {"[1,2]", "{", "null"}) {
            RequestReading reading = read(value, TYPE, header("request-id", "order-4711"));
            assertThat(faults(reading)).hasSize(1);
            assertThat(reading.job().identity().kind()).isEqualTo(Kind.COORDINATES);
        }
        assertThat(faults(read(Records.tombstone(TYPE)))).containsExactly("value required");
    }

    @Test
    void headersBesideItAreCopiesThatAreNotRead() {
        assertThat(read(event(",\"data\":" + fast("")), TYPE, header("ce_id", "other"), header("request-id", ""))
                        .job()
                        .identity())
                .isEqualTo(new Identity(Kind.CLOUD_EVENT, "/shop", "e-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "data_base64"})
    void withoutItsTypeItIsToldWhatIsMissing(String data) {
        String event = event(data.equals("data") ? ",\"data\":" + fast("") : base64(fast("")));

        for (RequestReading reading : List.of(
                read(event),
                read(event, header("content-type", "application/json")),
                read(event, header("Content-Type", TEXT)))) {
            assertThat(faults(reading)).containsExactly("content-type bad_cloud_event");
            assertThat(Records.violations(reading).getFirst().message()).contains(TEXT);
        }
    }

    @Test
    void nullInItsDataMeansLeftOutToo() {
        RequestReading reading = read(event(",\"data\":" + fast(",\"seed\":null")), TYPE);

        assertThat(Records.body(reading)).isEqualTo(fast(""));
        assertThat(reading.job()).isEqualTo(read(event(base64(fast(""))), TYPE).job());
    }

    @Test
    void itsDepthIsThatOfTheRecord() {
        String nested = "{\"metadata\":{\"a\":" + "[".repeat(30) + "]".repeat(30) + "}}";
        assertThat(faults(event(",\"data\":" + nested), TYPE)).containsExactly("value too_deep");
        assertThat(faults(event(base64(nested)), TYPE)).containsExactly("model required", "prompt required");
    }
}
