/**
 * The shell around the pure core: one step is decide, commit, run the effects; what comes back is the next input.
 *
 * <p>{@link dev.takeone.worker.Worker} is where to start reading; when a status is asked for, in {@code times}. The rest is
 * one folder on purpose: its parts share one thread and what is in memory, which nobody else may see, and a class is reached
 * from {@code Worker} in one step. Everything here runs on one thread, handed in as an
 * executor, and takes its clock, journal and provider as arguments: a simulation drives the same code.
 *
 * <ul>
 *   <li><b>From a record to its job:</b> {@link dev.takeone.worker.Worker#handed} puts it in the {@code Inbox}, where it waits
 *       for room and for its partition's journal to be read back ({@code Ownership}); there {@link
 *       dev.takeone.request.RequestReader} reads it, and {@code Steps} begins its job, or writes down its rejection.
 *   <li><b>Where it is decided that a POST may go</b> is told in {@code Submissions}, step by step.
 *   <li><b>From the provider's answer to the event:</b> the answer comes as an outcome of {@code job} to {@code PostAnswers} (a
 *       POST's) or {@code StatusChecks} (a check's), or as word of a former owner's POST to {@code Settlement}. All three take
 *       it to {@code Steps.step}: {@link dev.takeone.job.Decisions} decides, {@link dev.takeone.events.CloudEvents} renders
 *       the event, and row and event go to the journal in one {@link dev.takeone.journal.Entry}, whose transaction publishes
 *       both. Only then does {@code Steps.committed} let an effect run.
 *   <li><b>Why a partition may be taken away</b> at any moment is told in {@code intake.Rebalances}.
 * </ul>
 *
 * <p>May depend on {@code account}, {@code orders}, {@code journal}, {@code provider},
 * {@code events}, {@code request} and {@code job}; knows neither Kafka nor HTTP.
 */
@NullMarked
package dev.takeone.worker;

import org.jspecify.annotations.NullMarked;
