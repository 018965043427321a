package dev.takeone.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.request.catalogue.BrokenCatalogueException;
import dev.takeone.request.catalogue.ModelCatalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request costs, before it is sent. */
class PriceTest {
    private static final String FIELDS = "fields: {size: {type: string, values: [s, l], usual: s},"
            + " n: {type: integer, min: 1, max: 9, usual: 1}, text: {type: string},"
            + " loose: {type: string, values: [a]}, k: {type: integer, min: 1, usual: 2},"
            + " any: {type: integer, usual: 1}, none: {type: integer, values: [0, 1], usual: 1}}";

    private static ModelCatalogue load(String price) throws IOException {
        String yaml = "{first_check: 1s, models: {m: {first_check: 1s, price: {" + price + "}, " + FIELDS + "},"
                + " n: {like: m, price: {rates: 7}}, o: {like: m}, p: {first_check: 1s}}}";
        return ModelCatalogue.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<BigDecimal> estimate(String body) {
        return Records.read(body).job().estimate();
    }

    /** The provider's list, in US dollars a second. */
    @ParameterizedTest
    @CsvSource({
        "fast, 720p, false, 0.064",
        "fast, 1080p, false, 0.080",
        "fast, 4K, false, 0.20",
        "fast, 720p, true, 0.080",
        "fast, 1080p, true, 0.096",
        "fast, 4K, true, 0.24",
        "quality, 720p, false, 0.16",
        "quality, 1080p, false, 0.16",
        "quality, 4K, false, 0.32",
        "quality, 720p, true, 0.32",
        "quality, 1080p, true, 0.32",
        "quality, 4K, true, 0.48",
    })
    void aSecondCostsWhatTheListSays(String model, String resolution, boolean audio, BigDecimal rate) {
        String body = Records.fast(",\"resolution\":\"" + resolution + "\",\"generate_audio\":" + audio
                        + ",\"duration\":6,\"sample_count\":3")
                .replace("fast", model);

        assertThat(estimate(body))
                .hasValueSatisfying(
                        cost -> assertThat(cost).isEqualByComparingTo(rate.multiply(BigDecimal.valueOf(18))));
    }

    @Test
    void whatIsLeftOutCountsAsTheProviderTakesIt() {
        assertThat(estimate(Records.fast(""))).contains(new BigDecimal("0.512"));
        assertThat(estimate(Records.fast(",\"resolution\":null"))).contains(new BigDecimal("0.512"));
    }

    @Test
    void aRequestThatIsNotSentHasNoEstimate() {
        assertThat(estimate(Records.fast(",\"duration\":5"))).isEmpty();
        assertThat(estimate("[]")).isEmpty();
    }

    @Test
    void aModelWithoutAPriceHasNoEstimate() throws IOException {
        RequestReader reader = new RequestReader(load("rates: 1"), UnknownModels.PASS_THROUGH);

        assertThat(reader.read(Records.record("{\"model\":\"p\"}"), Records.IDS)
                        .job()
                        .estimate())
                .isEmpty();
        assertThat(reader.read(Records.record("{\"model\":\"unlisted\"}"), Records.IDS)
                        .job()
                        .estimate())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rates: 0.25 | m | 0.25",
                "'times: [n, k], rates: 0.25' | m | 1.5",
                "'by: size, rates: {s: 1, l: 2}' | m | 2",
                "'by: size, rates: {s: 1, l: 2}' | n | 7",
                "'by: size, rates: {s: 1, l: 0}' | o | 0",
            })
    void aPriceIsDataOfAModelAndOfThoseLikeIt(String price, String model, BigDecimal cost) throws IOException {
        assertThat(new RequestReader(load(price), UnknownModels.REJECT)
                        .read(Records.record("{\"model\":\"" + model + "\",\"size\":\"l\",\"n\":3}"), Records.IDS)
                        .job()
                        .estimate())
                .contains(cost);
    }

    private static ModelCatalogue likeAnother(String fields) throws IOException {
        String yaml = "{first_check: 1s, models: {m: {first_check: 1s,"
                + " price: {by: size, times: n, rates: {s: 1, l: 2}}, " + FIELDS + "},"
                + " between: {like: m}, o: {like: between, fields: {" + fields + "}}}}";
        return ModelCatalogue.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aModelLikeAnotherIsPricedByItsOwnFieldsOrRefused() throws IOException {
        ModelCatalogue catalogue = likeAnother(
                "size: {type: string, values: [s, l], usual: l}," + " n: {type: integer, min: 1, max: 99, usual: 5}");

        assertThat(new RequestReader(catalogue, UnknownModels.REJECT)
                        .read(Records.record("{\"model\":\"o\"}"), Records.IDS)
                        .job()
                        .estimate())
                .contains(BigDecimal.TEN.stripTrailingZeros());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'size: {type: string, values: [s, l, xl], usual: xl}' | rates must have one entry for each value of size",
                "'size: {type: string, values: [s, l]}' | price names size, which may be left out and has no usual value",
                "'n: {type: string, values: [5s], usual: 5s}' | price is multiplied by n, which is no integer",
            })
    void aModelLikeAnotherWhosePriceDoesNotFitIsToldToHaveItsOwn(String fields, String message) {
        assertThatThrownBy(() -> likeAnother(fields))
                .isInstanceOf(BrokenCatalogueException.class)
                .hasMessageContaining("models.o.price (that of between; where it does not fit")
                .hasMessageContaining("give o one of its own")
                .hasMessageContaining(message);
    }

    @Test
    void noWayToWriteZeroIsWithoutARate() throws IOException {
        String yaml = "{first_check: 1s, models: {m: {first_check: 1s, price: {by: k, rates: {0: 3}},"
                + " fields: {k: {type: integer, values: [0], usual: 0}}}}}";
        ModelCatalogue catalogue = ModelCatalogue.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));

        assertThat(new RequestReader(catalogue, UnknownModels.REJECT)
                        .read(Records.record("{\"model\":\"m\",\"k\":-0}"), Records.IDS)
                        .job()
                        .estimate())
                .contains(new BigDecimal("3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | rates must be a number of US dollars",
                "rates: cheap | rates must be a number",
                "rates: -1 | rates must be a number",
                "'rates: 1, per: second' | unknown key per",
                "'by: nothing, rates: {a: 1}' | price names nothing, which is no",
                "'by: text, rates: {a: 1}' | price names text, which is no",
                "'by: loose, rates: {a: 1}' | price names loose, which may be left out and has no usual value",
                "'by: k, rates: {2: 1}' | price goes by k, which has no list of values",
                "'by: size, rates: {s: 1}' | rates must have one entry for each value of size",
                "'by: size, rates: {s: 1, l: 2, m: 3}' | rates must have one entry for each value of size",
                "'by: size, rates: 1' | rates must have one entry for each value of size",
                "'by: size, rates: {s: 1, l: {x: 1}}' | rates.l must be a number",
                "'times: size, rates: 1' | price is multiplied by size, which is no integer",
                "'times: any, rates: 1' | price is multiplied by any, which may be below 1: give it a min",
                "'times: none, rates: 1' | price is multiplied by none, which may be below 1: give it a min",
            })
    void aPriceThatWouldLeaveARequestWithoutAnEstimateIsRefused(String price, String message) {
        assertThatThrownBy(() -> load(price))
                .isInstanceOf(BrokenCatalogueException.class)
                .hasMessageContaining("models.m.price")
                .hasMessageContaining(message);
    }
}
