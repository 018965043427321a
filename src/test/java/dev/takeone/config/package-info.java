/** Tests of the settings. */
@NullMarked
package dev.takeone.config;

import org.jspecify.annotations.NullMarked;
