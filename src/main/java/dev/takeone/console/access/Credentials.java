package dev.takeone.console.access;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What of a request tells who asks.
 *
 * @param peer the address that the connection comes from
 * @param headers all values of a header, whatever its letter case
 * @param session the cookie's value
 */
public record Credentials(String peer, Function<String, List<String>> headers, Optional<String> session) {

    /** The header's value, where it is there once. */
    Optional<String> header(String name) {
        List<String> values = headers.apply(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
