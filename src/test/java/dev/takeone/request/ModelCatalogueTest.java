package dev.takeone.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.request.catalogue.BrokenCatalogueException;
import dev.takeone.request.catalogue.Model;
import dev.takeone.request.catalogue.ModelCatalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogueTest {
    private static ModelCatalogue load(String yaml) throws IOException {
        return ModelCatalogue.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    /** A catalogue with one model {@code m} that has these fields. */
    private static ModelCatalogue fields(String fields) throws IOException {
        return load("{first_check: 30s, models: {m: {first_check: 1m, fields: {" + fields + "}}}}");
    }

    @Test
    void theBundledCatalogueListsTheTwoOfficialModels() {
        ModelCatalogue catalogue = ModelCatalogue.bundled();
        assertThat(catalogue.ids()).containsExactly("veo3.1-fast-official", "veo3.1-quality-official");
        assertThat(catalogue.model("veo3.1-fast-official")).map(Model::id).contains("veo3.1-fast-official");
        assertThat(catalogue.model("VEO3.1-fast-official")).isEmpty();
    }

    @Test
    void theFirstCheckIsTheModelsOrTheCatalogues() {
        ModelCatalogue catalogue = ModelCatalogue.bundled();
        assertThat(catalogue.firstCheck("veo3.1-fast-official")).isEqualTo(Duration.ofSeconds(20));
        assertThat(catalogue.firstCheck("veo3.1-quality-official")).isEqualTo(Duration.ofSeconds(40));
        assertThat(catalogue.firstCheck("nobody")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aModelLikeAnotherHasItsRulesAndMayReplaceAndAddSome() throws IOException {
        ModelCatalogue catalogue = load("""
                first_check: 30s
                models:
                  a:
                    first_check: 5s
                    profile: [length]
                    fields:
                      length: { type: integer, min: 1, max: 5, usual: 3 }
                      text: { type: string }
                  b:
                    like: a
                    fields:
                      length: { type: integer, min: 1, max: 9, usual: 7 }
                      more: { type: boolean }
                """);
        RequestReader reader = new RequestReader(catalogue, UnknownModels.REJECT);
        assertThat(catalogue.firstCheck("b")).isEqualTo(Duration.ofSeconds(5));
        assertThat(Records.faults(reader.read(
                        Records.record("{\"model\":\"b\",\"length\":9,\"more\":true,\"text\":\"\"}"), Records.IDS)))
                .isEmpty();
        assertThat(Records.faults(
                        reader.read(Records.record("{\"model\":\"a\",\"length\":9,\"more\":true}"), Records.IDS)))
                .containsExactly("length out_of_range", "more unknown_field");
        assertThat(reader.read(Records.record("{\"model\":\"b\"}"), Records.IDS)
                        .job()
                        .profile())
                .isEqualTo("b/7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | must be a mapping",
                "[] | must be a mapping",
                "{models: {m: {first_check: 1s}}} | first_check is missing",
                "{first_check: 1s} | models: must be a mapping",
                "{first_check: 1s, models: {}} | models: must list at least one model",
                "{first_check: 1s, models: {m: 1}} | models.m: must be a mapping",
                "{first_check: 1s, models: {m: {}}} | models.m: first_check is missing",
                "{first_check: 1s, models: {a b: {first_check: 1s}}} | models.a b: a model's name must be",
                "{first_check: 1s, models: {m: {first_check: 0s}}} | models.m: first_check must be a positive duration",
                "{first_check: 1s, models: {m: {first_check: -1s}}} | models.m: first_check must be a positive",
                "{first_check: 1s, models: {m: {first_check: soon}}} | models.m: first_check must be a positive",
                "{first_check: 1s, models: {m: {first_check: 20}}} | models.m: first_check must be a string",
                "{first_check: 1s, models: {m: {like: n}}} | models.m: like must name a model that stands above",
                "{first_check: 1s, models: {m: {like: m}}} | models.m: like must name a model that stands above",
                "{first_check: 1s, models: {m: {first_check: 1s, filds: {}}}} | models.m: unknown key filds",
                "{first_check: 1s, model: {}} | model catalogue: unknown key model",
                "{first_check: 1s, models: {m: {first_check: 1s, profile: [x]}}} | models.m: profile names x",
                "{first_check: 1s, models: {m: {first_check: 1s}, m: {first_check: 2s}}} | Duplicate",
                "{first_check: 1s, models: { | line 1",
                "'{first_check: 1s, models: {m: {first_check: 1s}}}\n---\n{}' | Trailing token",
            })
    void aBrokenCatalogueNamesTheEntry(String yaml, String message) {
        assertThatThrownBy(() -> load(yaml))
                .isInstanceOf(BrokenCatalogueException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("model catalogue");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f: {} | type is missing",
                "f: {type: text} | type must be string,",
                "f: {type: 1} | type must be a string",
                "f: 1 | must be a mapping",
                "f: {type: string, vlaues: [a]} | unknown key vlaues",
                "f: {type: string, min: 1} | unknown key min",
                "f: {type: object, values: [1]} | unknown key values",
                "f: {type: string, values: []} | values must be a list without repeats",
                "f: {type: string, values: [a, a]} | values must be a list without repeats",
                "f: {type: string, values: [a, 9]} | values must be strings",
                "f: {type: string, max_length: 0} | max_length must be at least 1",
                "f: {type: string, max_length: x} | max_length must be an integer",
                "f: {type: string, required: maybe} | required must be true or false",
                "f: {type: integer, values: [a]} | values must be integers",
                "f: {type: integer, min: 2, max: 1} | min must not be above max",
                "f: {type: integer, min: 1, values: [1]} | either values, or min and max",
                "f: {type: boolean, values: [yep]} | values must be true or false",
                "f: {type: integer, max: 4, usual: 5} | usual is not a value that the field itself allows",
                "f: {type: integer, usual: '8'} | usual is not a value",
                "f: {type: string, usual: a} | usual is not a value",
                "f: {type: boolean, usual: [true]} | usual is not a value",
                "f: {type: array} | must be a mapping",
                "f: {type: array, items: {type: url, required: true}} | unknown key required",
                "f: {type: array, items: {type: url}, max_items: 0} | max_items must be at least 1",
                "f: {type: url, requires: f} | field f requires f, which is no other field",
                "f: {type: url, requires: g} | field f requires g, which is no other field",
                "f: {type: url, requires_any: [g]} | field f requires g, which is no other field",
                "model: {type: string} | this field has the same rule in every model",
                "metadata: {type: object} | this field has the same rule in every model",
            })
    void aBrokenFieldIsNamed(String fields, String message) {
        assertThatThrownBy(() -> fields(fields))
                .isInstanceOf(BrokenCatalogueException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("models.m");
    }

    @Test
    void freeTextIsNoPartOfAProfile() {
        assertThatThrownBy(() -> load("{first_check: 1s, models: {m: {first_check: 1s, profile: [prompt],"
                        + " fields: {prompt: {type: string}}}}}"))
                .isInstanceOf(BrokenCatalogueException.class)
                .hasMessageContaining("profile names prompt");
    }
}
