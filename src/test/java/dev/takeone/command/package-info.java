/** Tests of the commands. */
@NullMarked
package dev.takeone.command;

import org.jspecify.annotations.NullMarked;
