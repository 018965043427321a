/** The journal in Kafka, put together from the packages behind it. */
@NullMarked
package dev.takeone.journal.kafka;

import org.jspecify.annotations.NullMarked;
