package dev.takeone.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * How an order's name, which people read and write, stands for its record's key, which is any bytes. No two keys have one
 * name: the end of one order would be the other's. Pure.
 */
final class OrderName {
    private static final String BYTES = "bytes 0x";

    /** Names of this form stand for the bytes that they spell, and for nothing else. */
    private static final Pattern SPELT = Pattern.compile(BYTES + "[0-9a-f]+");

    private OrderName() {}

    /** The key as text; where it is no UTF-8, its bytes in hexadecimal. */
    static String of(byte[] key) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
            return isSpelt(text) ? spelt(key) : text;
        } catch (CharacterCodingException noText) {
            return spelt(key);
        }
    }

    /** The key that has this name. */
    static byte[] key(String name) {
        return isSpelt(name) ? HexFormat.of().parseHex(name, BYTES.length(), name.length()) : name.getBytes(UTF_8);
    }

    private static String spelt(byte[] key) {
        return BYTES + HexFormat.of().formatHex(key);
    }

    private static boolean isSpelt(String name) {
        return (name.length() - BYTES.length()) % 2 == 0 && SPELT.matcher(name).matches();
    }
}
