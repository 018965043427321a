package dev.takeone.request.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8 that is refused, not repaired, where it is malformed. */
public final class StrictUtf8 {
    private StrictUtf8() {}

    /** The text, or nothing where the bytes are not UTF-8. A byte order mark is kept, as U+FEFF. */
    public static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /** Whether UTF-8 can write {@code text}: whether every surrogate has its other half. */
    static boolean canEncode(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
