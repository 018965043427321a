package dev.takeone.demo;

import java.util.List;
import java.util.stream.Stream;

/** The requests that the demo sends, in their order. */
final class Script {
    private static final String TEXT_BASIC = """
            {
              "model": "veo3.1-fast-official",
              "prompt": "a golden retriever running on the beach, sunset, cinematic"
            }""";

    private Script() {}

    /** The provider's own examples, some that must not reach it, and some that it spoils. */
    static List<DemoRequest> requests() {
        return Stream.of(scenariosOfThePage(), badRequests(), failingRequests(), repeats())
                .flatMap(List::stream)
                .toList();
    }

    /** The five examples of the provider's page for its model, as they stand there. */
    private static List<DemoRequest> scenariosOfThePage() {
        return List.of(
                completes("demo-1-text-basic", "text to video, the least that can be said", TEXT_BASIC),
                completes("demo-2-text-full", "text to video, everything said", """
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
                        }"""),
                completes("demo-3-image-first-frame", "image to video, from a first frame", """
                        {
                          "model": "veo3.1-fast-official",
                          "prompt": "the cat slowly walks forward and looks around",
                          "first_frame_image": "https://example.com/cat.png",
                          "duration": 8,
                          "resolution": "720p"
                        }"""),
                completes("demo-4-image-both-frames", "image to video, from a first frame to a last one", """
                        {
                          "model": "veo3.1-quality-official",
                          "prompt": "smooth cinematic transition from the first frame to the last frame",
                          "first_frame_image": "https://example.com/frame-start.png",
                          "last_frame_image": "https://example.com/frame-end.png",
                          "duration": 8,
                          "resolution": "1080p"
                        }"""),
                completes("demo-5-with-audio", "a video with sound", """
                        {
                          "model": "veo3.1-quality-official",
                          "prompt": "a busy coffee shop with people chatting and barista making latte art",
                          "duration": 8,
                          "generate_audio": true,
                          "aspect_ratio": "16:9"
                        }"""));
    }

    private static List<DemoRequest> badRequests() {
        return List.of(
                fails(
                        "demo-6-typo",
                        "a field that is none: refused before it costs anything",
                        "{\"model\": \"veo3.1-fast-official\", \"prompt\": \"a kite\", \"durration\": 4}",
                        "invalid_request",
                        0),
                fails(
                        "demo-7-quoted-duration",
                        "a duration in quotes",
                        "{\"model\": \"veo3.1-fast-official\", \"prompt\": \"a kite\", \"duration\": \"8\"}",
                        "invalid_request",
                        0),
                fails("demo-8-not-json", "no JSON at all", "a video of a kite, please", "invalid_request", 0));
    }

    private static List<DemoRequest> failingRequests() {
        return List.of(
                fails("demo-9-refused", "the provider refuses it", spoilt("refuse"), "rejected", 0),
                fails("demo-10-failing", "the generation fails", spoilt("fails"), "generation_failed", 1),
                fails("demo-11-no-video", "it completes without a video", spoilt("no-url"), "no_output", 1),
                completes(
                        "demo-12-answer-lost",
                        "paid, and the answer is lost: asked again under the same key, charged once",
                        spoilt("cut-after-accept")));
    }

    /** The last one shares the partition of the two before it, so that its ending shows that both have been read. */
    private static List<DemoRequest> repeats() {
        return List.of(
                new DemoRequest(
                        "demo-1-text-basic",
                        "the first request once more: ignored",
                        TEXT_BASIC,
                        new Expected.SharedEnding(),
                        0),
                fails(
                        "demo-1-text-basic",
                        "the same identity with other content",
                        "{\"model\": \"veo3.1-fast-official\", \"prompt\": \"something else\"}",
                        "conflicting_duplicate",
                        0));
    }

    private static String spoilt(String directive) {
        return "{\"model\": \"veo3.1-fast-official\", \"prompt\": \"a kite over the sea [sim:" + directive + "]\"}";
    }

    private static DemoRequest completes(String id, String about, String body) {
        return new DemoRequest(id, about, body, new Expected.Completion(), 1);
    }

    private static DemoRequest fails(String id, String about, String body, String reason, int charges) {
        return new DemoRequest(id, about, body, new Expected.Failure(reason), charges);
    }
}
