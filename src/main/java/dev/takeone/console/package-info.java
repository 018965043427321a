/**
 * The console: a role of the same jar, never of a worker's process. It folds what the topics say into a picture for people,
 * and writes orders; a console that is down, slow or attacked disturbs no worker.
 *
 * <p>{@code view} is what people see, {@code memory} holds the jobs and finds them, {@code picture} folds the topics into
 * both; those three are pure. {@code read} follows the topics, {@code act} writes orders and sends requests again, {@code
 * access} knows who may come in, {@code web} shows all of it. {@link dev.takeone.console.RunningConsole} puts together all but
 * {@code web}. Together they see {@code job}, {@code journal}, {@code orders}, {@code account}, {@code outage}, {@code follow},
 * {@code logs} and {@code secret}; seen by the entry point, but for the hash that a command makes of a password.
 */
@NullMarked
package dev.takeone.console;

import org.jspecify.annotations.NullMarked;
