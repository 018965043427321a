/** Tests of the writer, with scripted producers. */
@NullMarked
package dev.takeone.journal.write;

import org.jspecify.annotations.NullMarked;
