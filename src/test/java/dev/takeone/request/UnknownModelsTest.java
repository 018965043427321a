package dev.takeone.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.request.catalogue.ModelCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownModelsTest {
    private static final RequestReader PASSING =
            new RequestReader(ModelCatalogue.bundled(), UnknownModels.PASS_THROUGH);

    private static RequestReading pass(String value) {
        return PASSING.read(Records.record(value), Records.IDS);
    }

    @Test
    void anUnknownModelIsSentAsItIs() {
        RequestReading reading =
                pass("{\"size\":null,\"model\":\"kling-v3\",\"metadata\":{\"a\":1},\"cfg\":[0.50,{}]}");
        assertThat(Records.body(reading)).isEqualTo("{\"size\":null,\"model\":\"kling-v3\",\"cfg\":[0.50,{}]}");
        assertThat(reading.job().profile()).isEqualTo("kling-v3");
        assertThat(reading.job().metadata()).contains("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"\"} | model not_allowed",
                "{\"model\":\"a b\"} | model not_allowed",
                "{\"model\":1} | model wrong_type",
                "{} | model required",
                "[] | value wrong_type",
                "{\"model\":\"x\",\"metadata\":1} | metadata wrong_type",
                "{\"model\":\"x\",\"a\":1,\"a\":1} | a duplicate_key",
                "{\"model\":\"veo3.1-fast-official\"} | prompt required",
            })
    void whatHoldsForAnyModelStillHolds(String value, String fault) {
        assertThat(Records.faults(pass(value))).containsExactly(fault);
    }

    @Test
    void theModelIsNamedAlsoWhereTheRequestIsInvalid() {
        assertThat(Records.read("{\"model\":\"nobody\"}").job().model()).contains("nobody");
        assertThat(Records.read("{\"model\":\"" + "m".repeat(256) + "\"}").job().model())
                .isPresent();
        assertThat(Records.read("{\"model\":\"" + "m".repeat(257) + "\"}").job().model())
                .isEmpty();
        assertThat(Records.read("{\"model\":\"a b\"}").job().model()).isEmpty();
        assertThat(Records.read("{\"model\":1}").job().model()).isEmpty();
        assertThat(Records.read("{\"model\":\"nobody\"}").job().profile()).isEmpty();
    }

    @Test
    void metadataIsCarriedAlsoWhereTheRequestIsInvalid() {
        assertThat(Records.read("{\"metadata\":{ \"order\" : 1.0 }}").job().metadata())
                .contains("{\"order\":1.0}");
    }
}
