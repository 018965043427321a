/**
 * Who may come in: users with passwords and sessions, proxies that name users, or this machine alone; and which forms are
 * ours. Knows of no page and of no job. {@link dev.takeone.console.access.Access} decides, and is where to begin. May depend
 * on {@code secret}, the library for bcrypt and the logger.
 */
@NullMarked
package dev.takeone.console.access;

import org.jspecify.annotations.NullMarked;
