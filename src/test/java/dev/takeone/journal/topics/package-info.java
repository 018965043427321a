/** Tests of the checks, in plain tests and against a real broker. */
@NullMarked
package dev.takeone.journal.topics;

import org.jspecify.annotations.NullMarked;
