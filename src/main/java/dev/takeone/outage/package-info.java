/**
 * How what cannot be used for a while is told: since when, why, and each reason once. Pure; it sees nothing of the house, and
 * whoever follows a topic of its own sees it.
 */
@NullMarked
package dev.takeone.outage;

import org.jspecify.annotations.NullMarked;
