/**
 * The Kafka broker of tests and demo: a container where a Docker engine answers, else a real broker from Maven's
 * artifacts in a JVM of its own. May depend on {@link dev.takeone.process}, Kafka and Testcontainers.
 */
@NullMarked
package dev.takeone.broker;

import org.jspecify.annotations.NullMarked;
