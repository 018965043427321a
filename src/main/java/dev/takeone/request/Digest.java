package dev.takeone.request;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over parts that each carry their length, so that no two lists of parts run together to the same bytes. */
final class Digest {
    /** 128 bits are far beyond any accidental collision, and keep keys and {@code ce_id} short. */
    private static final int BYTES = 16;

    private final MessageDigest sha256;

    /**
     * Begins a digest.
     *
     * @param domain what it is of: digests of different domains differ whatever their parts
     */
    Digest(String domain) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
        add(domain);
    }

    Digest add(String part) {
        return add(part.getBytes(StandardCharsets.UTF_8));
    }

    Digest add(byte[] part) {
        add(part.length);
        sha256.update(part);
        return this;
    }

    Digest add(long part) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(part).array());
        return this;
    }

    /** Ends the digest: 32 lower-case hexadecimal digits. */
    String hex() {
        return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
    }
}
