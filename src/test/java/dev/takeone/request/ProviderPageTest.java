package dev.takeone.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The five scenarios of the provider's page, word for word. */
class ProviderPageTest {
    static Stream<Arguments> scenarios() {
        return Stream.of(
                Arguments.of("text to video, basic", """
                        {
                          "model": "veo3.1-fast-official",
                          "prompt": "a golden retriever running on the beach, sunset, cinematic"
                        }""", "veo3.1-fast-official/720p/8"),
                Arguments.of("text to video, all parameters", """
                        {
                          "model": "veo3.1-quality-official",
                          "prompt": "a cinematic close-up of a ragdoll cat slowly walking through a sunlit living room",
                          "negative_prompt": "blurry, low quality, watermark, text",
                          "duration": 8,
                          "aspect_ratio": "16:9",
                          "resolution": "1080p",
                          "seed": 12345,
                          "generate_audio": true,
                          "person_generation": "disallow",
                          "enhance_prompt": true
                        }""", "veo3.1-quality-official/1080p/8"),
                Arguments.of("image to video, first frame", """
                        {
                          "model": "veo3.1-fast-official",
                          "prompt": "the cat slowly walks forward and looks around",
                          "first_frame_image": "https://example.com/cat.png",
                          "duration": 8,
                          "resolution": "720p"
                        }""", "veo3.1-fast-official/720p/8"),
                Arguments.of("image to video, first and last frame", """
                        {
                          "model": "veo3.1-quality-official",
                          "prompt": "smooth cinematic transition from the first frame to the last frame",
                          "first_frame_image": "https://example.com/frame-start.png",
                          "last_frame_image": "https://example.com/frame-end.png",
                          "duration": 8,
                          "resolution": "1080p"
                        }""", "veo3.1-quality-official/1080p/8"),
                Arguments.of("video with audio", """
                        {
                          "model": "veo3.1-quality-official",
                          "prompt": "a busy coffee shop with people chatting and barista making latte art",
                          "duration": 8,
                          "generate_audio": true,
                          "aspect_ratio": "16:9"
                        }""", "veo3.1-quality-official/720p/8"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void isValidAndSentAsItIs(String name, String value, String profile) {
        RequestReading reading = Records.read(value);
        assertThat(Records.body(reading))
                .isEqualTo(value.replaceAll("\\n *", "").replace("\": ", "\":").replace("\n", ""));
        assertThat(reading.job().profile()).isEqualTo(profile);
        assertThat(reading.job().model()).contains(profile.split("/", -1)[0]);
    }

    @Test
    void theBodyKeepsOrderAndNumbersAndLosesOnlyTheMetadata() {
        assertThat(Records.body(
                        Records.read("{ \"seed\": 4294967295 , \"prompt\":\"\\u00fc\\n\\\"\", \"metadata\":{\"a\":1},"
                                + "\"duration\" : 4,\"model\":\"veo3.1-fast-official\"}")))
                .isEqualTo(
                        "{\"seed\":4294967295,\"prompt\":\"ü\\n\\\"\",\"duration\":4,\"model\":\"veo3.1-fast-official\"}");
    }

    @Test
    void theProfileTellsWhatWasAsked() {
        assertThat(Records.read(Records.fast(",\"duration\":4,\"resolution\":\"4K\""))
                        .job()
                        .profile())
                .isEqualTo("veo3.1-fast-official/4K/4");
    }
}
