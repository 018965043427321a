/**
 * The console: a role of the same jar, never of a worker's process. It folds what the topics say into a picture for people,
 * and writes orders; a console that is down, slow or attacked disturbs no worker.
 *
 * <p>{@code view} is the picture and is pure, {@code read} follows the topics, {@code act} writes orders and sends requests
 * again, {@code web} shows all of it.
 */
@NullMarked
package dev.takeone.console;

import org.jspecify.annotations.NullMarked;
