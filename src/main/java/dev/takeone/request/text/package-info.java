/**
 * What bytes say, read strictly, and what is wrong with them; pure.
 *
 * <p>{@link dev.takeone.request.text.StrictJson} is where to begin. No text that leaves this package repeats what a sender
 * wrote, except names of fields.
 */
@NullMarked
package dev.takeone.request.text;

import org.jspecify.annotations.NullMarked;
