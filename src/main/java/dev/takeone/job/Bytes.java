package dev.takeone.job;

import java.util.Arrays;

/** Bytes as a value: equal by content, never changed, and silent about what they hold when printed. */
public final class Bytes {
    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** A copy of {@code value}, so that the caller may go on using it. */
    public static Bytes copyOf(byte[] value) {
        return new Bytes(value.clone());
    }

    /** A copy of the bytes. */
    public byte[] toArray() {
        return value.clone();
    }

    /** How many bytes. */
    public int length() {
        return value.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return value.length + " bytes";
    }
}
