/** Certificates for the servers of tests. May depend on {@code java.*} alone. */
@NullMarked
package dev.takeone.tls;

import org.jspecify.annotations.NullMarked;
