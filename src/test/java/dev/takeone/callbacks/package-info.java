@NullMarked
package dev.takeone.callbacks;

import org.jspecify.annotations.NullMarked;
