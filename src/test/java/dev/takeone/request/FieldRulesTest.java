package dev.takeone.request;

import static dev.takeone.request.Records.fast;
import static dev.takeone.request.Records.faults;
import static dev.takeone.request.Records.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Violation;
import dev.takeone.request.text.Violations;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract's table of fields, row by row. */
class FieldRulesTest {
    private static final String IMAGE = "\"https://example.com/a.png\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"negative_prompt\":\"\"",
                ",\"negative_prompt\":\"blurry\"",
                ",\"duration\":4",
                ",\"duration\":6",
                ",\"duration\":8",
                ",\"aspect_ratio\":\"16:9\"",
                ",\"aspect_ratio\":\"9:16\"",
                ",\"resolution\":\"720p\"",
                ",\"resolution\":\"1080p\"",
                ",\"resolution\":\"4K\"",
                ",\"first_frame_image\":" + IMAGE,
                ",\"first_frame_image\":" + IMAGE + ",\"last_frame_image\":" + IMAGE,
                ",\"last_frame_image\":" + IMAGE + ",\"first_frame_image\":" + IMAGE,
                ",\"seed\":0",
                ",\"seed\":4294967295",
                ",\"sample_count\":1",
                ",\"sample_count\":4",
                ",\"generate_audio\":true",
                ",\"generate_audio\":false",
                ",\"person_generation\":\"allow_adult\"",
                ",\"person_generation\":\"disallow\"",
                ",\"resize_mode\":\"pad\",\"first_frame_image\":" + IMAGE,
                ",\"resize_mode\":\"crop\",\"first_frame_image\":" + IMAGE,
                ",\"enhance_prompt\":true",
                ",\"metadata\":{}",
                ",\"metadata\":{\"order\":[1,null,{\"a\":true}]}",
            })
    void whatTheTableAllowsIsValid(String more) {
        assertThat(faults(fast(more))).isEmpty();
        assertThat(faults(fast(more).replace("fast", "quality"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "negative_prompt | 1 | wrong_type",
                "duration | 5 | not_allowed",
                "duration | -8 | not_allowed",
                "duration | 18446744073709551624 | not_allowed",
                "duration | \"8\" | wrong_type",
                "duration | 8.0 | wrong_type",
                "duration | 8e0 | wrong_type",
                "duration | true | wrong_type",
                "duration | [8] | wrong_type",
                "aspect_ratio | \"1:1\" | not_allowed",
                "aspect_ratio | \"\" | not_allowed",
                "aspect_ratio | 16.9 | wrong_type",
                "resolution | \"4k\" | not_allowed",
                "resolution | \"720P\" | not_allowed",
                "resolution | 720 | wrong_type",
                "first_frame_image | \"http://localhost/a\" | bad_url",
                "first_frame_image | 1 | wrong_type",
                "first_frame_image | [\"https://example.com/a.png\"] | wrong_type",
                "seed | -1 | out_of_range",
                "seed | 4294967296 | out_of_range",
                "seed | 18446744073709551616 | out_of_range",
                "seed | 1e999999999 | wrong_type",
                "seed | 1.5 | wrong_type",
                "seed | \"1\" | wrong_type",
                "sample_count | 0 | out_of_range",
                "sample_count | 5 | out_of_range",
                "sample_count | 1.0 | wrong_type",
                "generate_audio | \"true\" | wrong_type",
                "generate_audio | 1 | wrong_type",
                "person_generation | \"dont_allow\" | not_allowed",
                "person_generation | \"Allow_adult\" | not_allowed",
                "enhance_prompt | false | not_allowed",
                "enhance_prompt | \"true\" | wrong_type",
                "metadata | [] | wrong_type",
                "metadata | \"{}\" | wrong_type",
                "size | \"16:9\" | unknown_field",
                "Duration | 8 | unknown_field",
                "'' | 8 | unknown_field",
                "size | null | unknown_field",
            })
    void whatTheTableForbidsIsOneViolation(String field, String value, String code) {
        assertThat(faults(fast(",\"" + field + "\":" + value))).containsExactly(field + " " + code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\":\"a\"} | model required",
                "{\"model\":null,\"prompt\":\"a\"} | model wrong_type",
                "{\"model\":1,\"prompt\":\"a\"} | model wrong_type",
                "{\"model\":\"\",\"prompt\":\"a\"} | model unknown_model",
                "{\"model\":\"VEO3.1-fast-official\",\"prompt\":\"a\"} | model unknown_model",
                "{\"model\":\"veo3.1-fast\",\"prompt\":\"a\"} | model unknown_model",
                "{\"model\":\"veo3.1-fast-official\"} | prompt required",
                "{\"model\":\"veo3.1-fast-official\",\"prompt\":null} | prompt wrong_type",
                "{\"model\":\"veo3.1-fast-official\",\"prompt\":7} | prompt wrong_type",
                "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"\"} | prompt blank",
                "{\"model\":\"veo3.1-fast-official\",\"prompt\":\" \\t\\u00a0\\u200b\\n\"} | prompt blank",
            })
    void modelAndPromptMustBeThere(String body, String fault) {
        assertThat(faults(body)).containsExactly(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "metadata"
            })
    void nullMeansLeftOut(String field) {
        RequestReading reading = Records.read(fast(",\"" + field + "\":null"));

        assertThat(Records.body(reading)).isEqualTo(fast(""));
        assertThat(reading.job()).isEqualTo(Records.read(fast("")).job());
    }

    @Test
    void nullIsNoCompany() {
        assertThat(faults(fast(",\"first_frame_image\":null,\"last_frame_image\":" + IMAGE)))
                .containsExactly("last_frame_image requires");
        assertThat(faults(fast(",\"resize_mode\":\"pad\",\"first_frame_image\":null")))
                .containsExactly("resize_mode requires");
        assertThat(faults(fast(",\"resize_mode\":null"))).isEmpty();
    }

    @Test
    void nullInsideMetadataStays() {
        assertThat(Records.read(fast(",\"metadata\":{\"a\":null}")).job().metadata())
                .contains("{\"a\":null}");
    }

    @Test
    void anImagesUrlMayHaveTheLengthOfAPresignedOne() {
        String longest = "https://example.com/" + "a".repeat(8_192 - 20);

        assertThat(faults(fast(",\"first_frame_image\":\"" + longest + "\""))).isEmpty();
        assertThat(faults(fast(",\"first_frame_image\":\"" + longest + "a\"")))
                .containsExactly("first_frame_image too_long");
    }

    @Test
    void aPromptNeedsOnlyOneVisibleCharacter() {
        assertThat(faults(fast("").replace("a dog", " \\n狗"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"8\"", "8.0", "8e0"})
    void theMessageSaysToWriteABareNumber(String duration) {
        assertThat(violations(Records.read(fast(",\"duration\":" + duration))))
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .contains("bare number");
    }

    @Test
    void theLastFrameNeedsTheFirst() {
        assertThat(faults(fast(",\"last_frame_image\":" + IMAGE))).containsExactly("last_frame_image requires");
    }

    @Test
    void resizingNeedsAnImage() {
        assertThat(faults(fast(",\"resize_mode\":\"pad\""))).containsExactly("resize_mode requires");
    }

    @Test
    void everyViolationIsReported() {
        assertThat(faults("{\"model\":\"veo3.1-fast-official\",\"duration\":\"8\",\"resolution\":\"4k\",\"typo\":1,"
                        + "\"seed\":-1,\"resize_mode\":\"zoom\",\"metadata\":1}"))
                .containsExactlyInAnyOrder(
                        "prompt required",
                        "duration wrong_type",
                        "resolution not_allowed",
                        "typo unknown_field",
                        "seed out_of_range",
                        "resize_mode not_allowed",
                        "resize_mode requires",
                        "metadata wrong_type");
    }

    @Test
    void metadataIsCheckedEvenWhereTheModelIsUnknown() {
        assertThat(faults("{\"model\":\"x\",\"metadata\":1}"))
                .containsExactlyInAnyOrder("model unknown_model", "prompt required", "metadata wrong_type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | model required, prompt required",
                "{\"model\":7} | model wrong_type, prompt required",
                "{\"model\":\"veo9\",\"prompt\":\"a\",\"foo\":1} | model unknown_model, foo unknown_field",
                "{\"prompt\":\"a\",\"duration\":\"8\"} | model required, duration wrong_type",
                "{\"model\":\"veo9\",\"prompt\":\"a\",\"duration\":null} | model unknown_model",
            })
    void whatIsWrongForEveryModelIsReportedWithoutAModelToo(String body, String faults) {
        assertThat(faults(body)).containsExactly(faults.split(", ", -1));
    }

    @Test
    void withoutAModelTooNoneIsForgottenOfMoreThanAreListed() {
        String many =
                IntStream.range(0, 200).mapToObj(each -> ",\"f" + each + "\":1").collect(Collectors.joining());

        assertThat(Records.read("{\"prompt\":\"a\"" + many + "}"))
                .isInstanceOfSatisfying(
                        RequestReading.Invalid.class,
                        invalid -> assertThat(invalid.violations().size() + invalid.omitted())
                                .isEqualTo(201));
    }

    @Test
    void theUnknownModelIsAnsweredWithTheListedOnesAndLetterCase() {
        assertThat(violations(Records.read("{\"model\":\"Veo\",\"prompt\":\"a\"}")))
                .extracting(Violation::message)
                .isEqualTo(List.of("Must be a model that is listed: veo3.1-fast-official, veo3.1-quality-official,"
                        + " in exactly this letter case."));
    }

    @Test
    void anUnknownFieldIsAnsweredWithTheKnownOnes() {
        assertThat(violations(Records.read(fast(",\"aspectRatio\":\"16:9\""))))
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .contains("aspect_ratio", "metadata", "model")
                .hasSizeLessThanOrEqualTo(Violations.MAX_TEXT);
    }
}
