/** What the worker's jar does beside working: one class a command. Seen by the entry point only. */
@NullMarked
package dev.takeone.command;

import org.jspecify.annotations.NullMarked;
