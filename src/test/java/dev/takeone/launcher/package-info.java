/** The test of the launcher script {@code takeone}, which lies at the top of the project. */
@NullMarked
package dev.takeone.launcher;

import org.jspecify.annotations.NullMarked;
