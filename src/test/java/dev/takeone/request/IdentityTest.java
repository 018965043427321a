package dev.takeone.request;

import static dev.takeone.request.Records.fast;
import static dev.takeone.request.Records.faults;
import static dev.takeone.request.Records.header;
import static dev.takeone.request.Records.read;
import static dev.takeone.request.Records.violations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.takeone.job.Identity;
import dev.takeone.job.Identity.Kind;
import dev.takeone.request.RequestRecord.Header;
import dev.takeone.request.catalogue.ModelCatalogue;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private static final Identity COORDINATES = new Identity(Kind.COORDINATES, "topic-id", "video.requests-3-42");
    private static final Header CE_ID = header("ce_id", "e-1");
    private static final Header CE_SOURCE = header("ce_source", "/shop");
    private static final Header REQUEST_ID = header("request-id", "order-4711");

    private static Identity identity(Header... headers) {
        return read(fast(""), headers).job().identity();
    }

    @Test
    void withoutHeadersItIsTheCoordinates() {
        assertThat(identity()).isEqualTo(COORDINATES);
        assertThat(identity(header("x", "y"), header("id", "a"), header("ce_type", "t")))
                .isEqualTo(COORDINATES);
        assertThat(faults(fast(""), header("x", "y"), header("id", "a"), header("ce_type", "t")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Request-Id",
                "REQUEST-ID",
                "request_id",
                "requestId",
                "request.id",
                "x-request-id",
                "X_Request_ID"
            })
    void aMisspeltRequestIdIsNotPassedOver(String name) {
        RequestReading reading = read(fast(""), header(name, "order-4711"), header("other", "x"));

        assertThat(faults(reading)).containsExactly(name + " bad_identity");
        assertThat(violations(reading))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains(" request-id,"));
        assertThat(reading.job().identity()).isEqualTo(COORDINATES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-id", "Ce_Id", "CE-ID", "ceid", "ce-source", "ce-specversion", "cloudEvents:id"})
    void aMisspeltCloudEventIsNotPassedOver(String name) {
        RequestReading reading = read(fast(""), header(name, "e-1"));

        assertThat(faults(reading)).containsExactly(name + " bad_identity");
        assertThat(violations(reading))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains(" ce_id and ce_source,"));
    }

    /** {@code kcat -H 'request-id: order-4711'} makes a header of that name, with no value. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "request-id: order-4711| request-id,",
                "request-id:order-4711| request-id,",
                "request-id order-4711| request-id,",
                "request-id | request-id,",
                " request-id| request-id,",
                "request-id =x| request-id,",
                "Request ID: order=4711| request-id,",
                "X-Request-Id: a:b| request-id,",
                "ce_id: 4712| ce_id and ce_source,",
                "ce_source:/shop| ce_id and ce_source,",
                "cloudEvents:id: 4712| ce_id and ce_source,",
                "cloudEvents:id=4712| ce_id and ce_source,"
            })
    void aHeaderWithItsValueInItsNameIsNotPassedOver(String name, String right) {
        RequestReading reading = read(fast(""), new Header(name, Optional.empty()));

        assertThat(faults(reading)).containsExactly(name + " bad_identity");
        assertThat(violations(reading))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains(right));
        assertThat(reading.job().identity()).isEqualTo(COORDINATES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request-id-of-parent",
                "parent-request-id: order-4711",
                "x-correlation: request-id",
                "correlation request-id",
                "request",
                "ce_type: id",
                "cloudEvents:type",
                "id: order-4711",
                ":",
                " ",
                ""
            })
    void aHeaderThatMeansSomethingElseIsPassedOver(String name) {
        assertThat(faults(fast(""), header(name, "x"))).isEmpty();
    }

    @Test
    void aHeaderThatIsOnlySignsIsNotEveryHeader() {
        RequestReader signs =
                new RequestReader(ModelCatalogue.bundled(), UnknownModels.REJECT, new IdentityHeader("_"));

        assertThat(faults(signs.read(Records.record(fast(""), header("x", "y"), header("-", "y")), Records.IDS)))
                .isEmpty();
    }

    @Test
    void besideAnIdentityOtherSpellingsAreNotRead() {
        Header traced = header("x-request-id", "a-trace");

        assertThat(faults(fast(""), traced, REQUEST_ID)).isEmpty();
        assertThat(faults(fast(""), traced, CE_ID, CE_SOURCE)).isEmpty();
    }

    @Test
    void theSettingNamesTheHeader() {
        RequestReader outbox =
                new RequestReader(ModelCatalogue.bundled(), UnknownModels.REJECT, new IdentityHeader("id"));

        assertThat(outbox.read(Records.record(fast(""), header("id", "4711"), REQUEST_ID), Records.IDS)
                        .job()
                        .identity())
                .isEqualTo(new Identity(Kind.REQUEST_ID, "", "4711"));
        assertThat(faults(outbox.read(Records.record(fast(""), REQUEST_ID), Records.IDS)))
                .containsExactly("request-id bad_identity");
        assertThat(faults(outbox.read(Records.record(fast(""), header("ID", "4711")), Records.IDS)))
                .containsExactly("ID bad_identity");
        assertThat(faults(outbox.read(Records.record(fast(""), header("id", "")), Records.IDS)))
                .containsExactly("id bad_identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "ce_id", "ce_source", "content-type", "traceparent"})
    void aHeaderThatMeansSomethingElseIsNoIdentity(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new IdentityHeader(name));
    }

    @Test
    void theRecordKeyIsNone() {
        assertThat(read(Records.keyed(new byte[] {1})).job().identity()).isEqualTo(COORDINATES);
    }

    @Test
    void theRequestIdComesBeforeTheCoordinates() {
        assertThat(identity(REQUEST_ID)).isEqualTo(new Identity(Kind.REQUEST_ID, "", "order-4711"));
    }

    @Test
    void theCloudEventComesBeforeTheRequestId() {
        Identity event = new Identity(Kind.CLOUD_EVENT, "/shop", "e-1");
        assertThat(identity(REQUEST_ID, CE_ID, CE_SOURCE)).isEqualTo(event);
        assertThat(identity(CE_SOURCE, header("ce_specversion", "1.0"), CE_ID, header("ce_type", "t")))
                .isEqualTo(event);
    }

    @Test
    void whatComesLaterInTheOrderIsNotRead() {
        assertThat(faults(fast(""), CE_ID, CE_SOURCE, header("request-id", ""), REQUEST_ID))
                .isEmpty();
    }

    @Test
    void halfACloudEventIsABadIdentity() {
        assertThat(faults(fast(""), CE_ID)).containsExactly("ce_source bad_identity");
        assertThat(faults(fast(""), CE_SOURCE)).containsExactly("ce_id bad_identity");
        assertThat(faults(fast(""), CE_ID, REQUEST_ID)).containsExactly("ce_source bad_identity");
        assertThat(faults(fast(""), header("ce_specversion", "1.0"), REQUEST_ID))
                .containsExactly("ce_source bad_identity", "ce_id bad_identity");
        assertThat(identity(CE_ID, REQUEST_ID)).isEqualTo(COORDINATES);
    }

    @Test
    void anotherVersionOfCloudEventsIsNotRead() {
        assertThat(faults(fast(""), CE_ID, CE_SOURCE, header("ce_specversion", "0.3")))
                .containsExactly("ce_specversion bad_cloud_event");
        assertThat(identity(CE_ID, CE_SOURCE, header("ce_specversion", "0.3"))).isEqualTo(COORDINATES);
    }

    @Test
    void aPartIsExactlyOneHeader() {
        assertThat(faults(fast(""), REQUEST_ID, REQUEST_ID)).containsExactly("request-id bad_identity");
        assertThat(faults(fast(""), CE_ID, CE_ID, CE_SOURCE)).containsExactly("ce_id bad_identity");
        assertThat(identity(REQUEST_ID, REQUEST_ID)).isEqualTo(COORDINATES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "\u200b", "\u0000"})
    void aPartIsVisible(String text) {
        assertThat(faults(fast(""), header("request-id", text))).containsExactly("request-id bad_identity");
        assertThat(faults(fast(""), header("ce_id", text), CE_SOURCE)).containsExactly("ce_id bad_identity");
        assertThat(faults(fast(""), header("ce_source", text), CE_ID)).containsExactly("ce_source bad_identity");
        assertThat(identity(header("request-id", text))).isEqualTo(COORDINATES);
    }

    @Test
    void aPartHasAtMost256Characters() {
        assertThat(identity(header("request-id", "😀".repeat(256))).id()).hasSize(512);
        assertThat(faults(fast(""), header("request-id", "a".repeat(257)))).containsExactly("request-id bad_identity");
        assertThat(faults(fast(""), header("request-id", "a".repeat(1_000_000))))
                .containsExactly("request-id bad_identity");
    }

    @Test
    void aPartIsUtf8AndNotNull() {
        assertThat(faults(fast(""), new Header("request-id", Optional.of(new byte[] {(byte) 0xff}))))
                .containsExactly("request-id bad_identity");
        assertThat(faults(fast(""), new Header("request-id", Optional.empty())))
                .containsExactly("request-id bad_identity");
    }

    @Test
    void anInvalidRequestKeepsItsIdentity() {
        assertThat(read("[1,2]", REQUEST_ID).job().identity().id()).isEqualTo("order-4711");
        assertThat(read(Records.tombstone(REQUEST_ID)).job().identity().id()).isEqualTo("order-4711");
        assertThat(read(Records.record(new byte[300 * 1024], CE_ID, CE_SOURCE))
                        .job()
                        .identity()
                        .id())
                .isEqualTo("e-1");
    }
}
