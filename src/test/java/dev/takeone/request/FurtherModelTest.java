package dev.takeone.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.request.catalogue.ModelCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A further model with other fields and limits is an entry, not code. */
class FurtherModelTest {
    private static final ModelCatalogue CATALOGUE = catalogue();
    private static final RequestReader READER = new RequestReader(CATALOGUE, UnknownModels.REJECT);

    private static ModelCatalogue catalogue() {
        try (InputStream yaml =
                Objects.requireNonNull(FurtherModelTest.class.getResourceAsStream("further-models.yaml"))) {
            return ModelCatalogue.load(yaml);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static RequestReading seedance(String more) {
        return READER.read(Records.record("{\"model\":\"doubao-seedance-2.0\"" + more + "}"), Records.IDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"duration\":4",
                ",\"duration\":15",
                ",\"image_urls\":[]",
                ",\"image_urls\":[\"https://example.com/1.png\",\"https://example.com/2.png\"]",
                ",\"prompt\":\"\",\"size\":\"adaptive\"",
                ",\"prompt\":\"12345678901234567890\",\"size\":\"16:9\"",
                ",\"tools\":{\"any\":[1]},\"prompt\":\"a\",\"image_urls\":[]",
            })
    void itsOwnFieldsAndLimitsHold(String more) {
        assertThat(Records.faults(seedance(more))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"duration\":3 | duration out_of_range",
                ",\"duration\":16 | duration out_of_range",
                ",\"resolution\":\"4K\" | resolution not_allowed",
                ",\"prompt\":\"123456789012345678901\",\"size\":\"16:9\" | prompt too_long",
                ",\"prompt\":\"a\" | prompt requires",
                ",\"image_urls\":\"https://example.com/1.png\" | image_urls wrong_type",
                ",\"image_urls\":[\"https://example.com/1.png\",\"http://10.0.0.1/\"] | image_urls[1] bad_url",
                ",\"image_urls\":[null] | image_urls[0] wrong_type",
                ",\"image_urls\":[1,2,3,4,5,6,7,8,9,10] | image_urls too_many",
                ",\"image_urls\":[\"https://example.com/12345678901234567890123456789012345678901\"]"
                        + " | image_urls[0] too_long",
                ",\"tags\":[\"a\",\" \"] | tags[1] blank",
                ",\"tools\":1,\"prompt\":\"a\",\"image_urls\":[] | tools wrong_type",
                ",\"tools\":{},\"prompt\":\"a\",\"size\":\"16:9\" | tools requires",
                ",\"aspect_ratio\":\"16:9\" | aspect_ratio unknown_field",
                ",\"seed\":1 | seed unknown_field",
            })
    void whatIsBeyondThemIsAViolation(String more, String fault) {
        assertThat(Records.faults(seedance(more))).containsExactly(fault);
    }

    @Test
    void itsProfileIsMadeOfItsOwnFields() {
        assertThat(seedance("").job().profile()).isEqualTo("doubao-seedance-2.0/480p/5/-");
        assertThat(seedance(",\"duration\":7,\"resolution\":\"720p\",\"return_last_frame\":true")
                        .job()
                        .profile())
                .isEqualTo("doubao-seedance-2.0/720p/7/true");
    }

    @Test
    void itsFirstCheckIsItsOwn() {
        assertThat(CATALOGUE.firstCheck("doubao-seedance-2.0")).isEqualTo(Duration.ofSeconds(45));
        assertThat(CATALOGUE.firstCheck("kling-v2-6")).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void theModelsOfTheBundledCatalogueAreUnknownToIt() {
        assertThat(Records.faults(READER.read(Records.record(Records.fast("")), Records.IDS)))
                .containsExactly("model unknown_model");
    }
}
