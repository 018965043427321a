package dev.takeone.endtoend;

import java.util.List;
import java.util.Random;

/**
 * A record that asks for nothing that can be done, however it is identified.
 *
 * @param violations each as field and code
 */
record BadRecord(String id, Message message, List<String> violations) {
    static final List<BadRecord> TABLE = List.of(
            new BadRecord("tombstone", Message.tombstone(), List.of("value required")),
            new BadRecord("random-bytes", Message.of(randomBytes(1_000)), List.of("value not_utf8")),
            new BadRecord("too-large", Message.of("x".repeat(300 * 1024)), List.of("value too_large")),
            new BadRecord("empty", Message.of(""), List.of("value not_json")),
            new BadRecord("long-key", Message.prompt("a kite").key(new byte[5_000]), List.of("key too_large")),
            value("array", "[1,2]", "value wrong_type"),
            value("two-values", "{" + Message.MODEL + ",\"prompt\":\"a\"} {}", "value not_json"),
            value("duplicate", "{" + Message.MODEL + ",\"prompt\":\"a\",\"prompt\":\"b\"}", "prompt duplicate_key"),
            value("deep", "[".repeat(40) + "]".repeat(40), "value too_deep"),
            value("unknown-model", "{\"model\":\"VEO3.1-fast-official\",\"prompt\":\"a\"}", "model unknown_model"),
            value(
                    "large-metadata",
                    "{" + Message.MODEL + ",\"prompt\":\"a\",\"metadata\":{\"x\":\"" + "y".repeat(4096) + "\"}}",
                    "metadata too_large"),
            value(
                    "all-wrong",
                    "{" + Message.MODEL + """
                            ,"prompt":"  ","durration":4,"duration":"8","resolution":"4k","seed":-1,"sample_count":2.5,
                            "last_frame_image":"https://localhost/cat.png","enhance_prompt":false,"metadata":[]}""",
                    "metadata wrong_type",
                    "prompt blank",
                    "durration unknown_field",
                    "duration wrong_type",
                    "resolution not_allowed",
                    "seed out_of_range",
                    "sample_count wrong_type",
                    "last_frame_image bad_url",
                    "last_frame_image requires",
                    "enhance_prompt not_allowed"));

    BadRecord {
        violations = List.copyOf(violations);
    }

    private static BadRecord value(String id, String value, String... violations) {
        return new BadRecord(id, Message.of(value), List.of(violations));
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return id;
    }
}
