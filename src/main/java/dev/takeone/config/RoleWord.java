package dev.takeone.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Takes these two words alone, as they are written here: parts that see no settings compare the word itself. */
public final class RoleWord implements Converter<Role> {
    private static final long serialVersionUID = 1L;

    /** @throws IllegalArgumentException where {@code value} is neither, with the mend */
    @Override
    public Role convert(String value) {
        return switch (value) {
            case "worker" -> Role.WORKER;
            case "console" -> Role.CONSOLE;
            default -> throw new IllegalArgumentException("write worker or console.");
        };
    }
}
