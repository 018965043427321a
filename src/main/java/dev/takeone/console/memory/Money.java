package dev.takeone.console.memory;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a job costs, US dollars. Most jobs cost the same as many others, and share one.
 *
 * @param cost by the provider's word
 * @param estimate by the catalogue
 */
record Money(Optional<BigDecimal> cost, Optional<BigDecimal> estimate) {}
