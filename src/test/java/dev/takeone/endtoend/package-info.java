/**
 * The packaged worker as its users meet it: a process beside a real broker and the provider's simulator. What upstream
 * apps, downstream consumers and operators can see is tested here, and nothing else. May depend on
 * {@link dev.takeone.broker}, {@link dev.takeone.deployment.Contract}, {@link dev.takeone.process} and
 * {@link dev.takeone.simulator}, the Kafka client and Jackson, and takes {@link dev.takeone.job.Bytes} as a value.
 */
@NullMarked
package dev.takeone.endtoend;

import org.jspecify.annotations.NullMarked;
