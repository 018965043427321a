/**
 * The shell around the pure core: one step is decide, commit, run the effects; what comes back is the next input.
 *
 * <p>{@link dev.takeone.worker.Worker} is where to start reading; when a status is asked for, in {@code times}. The rest is
 * one folder on purpose: its parts share one thread and what is in memory, which nobody else may see, and a class is reached
 * from {@code Worker} in one step. Everything here runs on one thread, handed in as an
 * executor, and takes its clock, journal and provider as arguments: a simulation drives the same code. Where a POST may
 * go is told in {@code Submissions}. May depend on {@code account}, {@code orders}, {@code journal}, {@code provider},
 * {@code events}, {@code request} and {@code job}; knows neither Kafka nor HTTP.
 */
@NullMarked
package dev.takeone.worker;

import org.jspecify.annotations.NullMarked;
