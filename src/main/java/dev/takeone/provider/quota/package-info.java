/**
 * When a call may be made: the account's pace, what is held and for how long, and the tasks in flight; pure.
 *
 * <p>{@link dev.takeone.provider.quota.Gate} and {@link dev.takeone.provider.quota.Quota} are each owned by one thread and read no clock.
 */
@NullMarked
package dev.takeone.provider.quota;

import org.jspecify.annotations.NullMarked;
