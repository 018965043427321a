/**
 * Jobs a second and CPU a job, beside others who do the same work: the bare calls, parallel-consumer-vertx and a naive
 * worker; and what each of them does after a {@code kill -9}. And beside a floor: the calls and the records alone.
 */
@NullMarked
package dev.takeone.bench.pipeline;

import org.jspecify.annotations.NullMarked;
