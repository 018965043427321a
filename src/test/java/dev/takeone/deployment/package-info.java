/**
 * What operators and machines are handed beside the worker: the contract in AsyncAPI, {@code deploy} and {@code k8s}.
 * Nothing of that can be started by a build, so these tests read each file as strictly as its reader does, and hold it
 * to the code: topics, ports, paths, settings, metrics.
 *
 * <p>May depend on {@code dev.takeone}, {@link dev.takeone.broker}, {@link dev.takeone.process}, the typed models of
 * Kubernetes, Strimzi and the Prometheus operator, a JSON Schema validator and Jackson.
 */
@NullMarked
package dev.takeone.deployment;

import org.jspecify.annotations.NullMarked;
