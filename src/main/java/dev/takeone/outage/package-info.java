/**
 * How what cannot be used for a while is told: since when, why, and each reason once. And how a topic is read whose batches may
 * not be readable here. It sees nothing of the house, and whoever follows a topic of its own sees it.
 */
@NullMarked
package dev.takeone.outage;

import org.jspecify.annotations.NullMarked;
