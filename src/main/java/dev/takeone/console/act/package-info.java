/**
 * What a person may do: hold, go on, withdraw, send again. All of it is a record on a topic that workers read anyway, and a
 * line in the audit log. {@link dev.takeone.console.act.Actions} is what pages call.
 */
@NullMarked
package dev.takeone.console.act;

import org.jspecify.annotations.NullMarked;
