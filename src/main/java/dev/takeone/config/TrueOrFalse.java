package dev.takeone.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Takes these two words alone: the built-in converter reads any other word as false, with no more than a warning. */
public final class TrueOrFalse implements Converter<Boolean> {
    private static final long serialVersionUID = 1L;

    /** @throws IllegalArgumentException where {@code value} is neither, with the mend */
    @Override
    public Boolean convert(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("write true or false.");
        };
    }
}
