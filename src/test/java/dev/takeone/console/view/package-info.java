/** The console's picture, without a topic. */
@NullMarked
package dev.takeone.console.view;

import org.jspecify.annotations.NullMarked;
