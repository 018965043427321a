/** What the provider's two calls cost over TLS: a POST makes a handshake of its own, a status check mostly none. */
@NullMarked
package dev.takeone.bench.tls;

import org.jspecify.annotations.NullMarked;
