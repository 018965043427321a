package dev.takeone.provider.http;

import dev.takeone.job.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as it was before it was packed. Nobody asks for that here, and something on the way may do it
 * nevertheless; of a body that was cut, or is larger than it may be, the beginning counts.
 */
final class Unpacked {
    private static final int PART = 8192;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int ZLIB_METHOD = 8;

    private Unpacked() {}

    /**
     * @param encoding the header {@code Content-Encoding}; null where there is none
     * @param most bytes that are taken
     */
    static Bytes of(byte[] body, @Nullable String encoding, int most) {
        String word = encoding == null ? "" : encoding.toLowerCase(Locale.ROOT);
        if (body.length >= 2 && isGzip(body)) {
            return read(() -> new GZIPInputStream(new ByteArrayInputStream(body)), body, most);
        }
        if (word.contains("deflate") && body.length > 0) {
            // Meant to be in zlib's wrapping, and seen without it.
            boolean bare = (body[0] & 0x0f) != ZLIB_METHOD;
            return read(() -> new InflaterInputStream(new ByteArrayInputStream(body), new Inflater(bare)), body, most);
        }
        return Bytes.copyOf(body);
    }

    private static boolean isGzip(byte[] body) {
        return (body[0] & 0xff) == GZIP_FIRST && (body[1] & 0xff) == GZIP_SECOND;
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    /** As far as it can be unpacked; as it came where nothing can. */
    private static Bytes read(Opening packed, byte[] otherwise, int most) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (InputStream in = packed.open()) {
            byte[] part = new byte[PART];
            for (int length = in.read(part); length >= 0 && whole.size() < most; length = in.read(part)) {
                whole.write(part, 0, Math.min(length, most - whole.size()));
            }
        } catch (IOException | StackOverflowError cut) {
            // What came before the cut is read. The JDK reads each member of GZIP's that is empty a frame deeper.
        }
        return Bytes.copyOf(whole.size() == 0 ? otherwise : whole.toByteArray());
    }
}
