/** Tests of the threads. */
@NullMarked
package dev.takeone.journal.threads;

import org.jspecify.annotations.NullMarked;
