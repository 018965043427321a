/**
 * Takeone: one request, one charge, one ending.
 *
 * <p>The packages below are a line: {@code intake}, {@code callbacks} and {@code ops} see {@code worker}, which sees {@code account}, {@code
 * journal}, {@code orders}, {@code provider}, {@code events} and {@code request}, and all of them may see {@code job}, which
 * sees nothing but {@code java.*}. Start reading at {@link dev.takeone.job.JobState} for the states of a job, and at {@link
 * dev.takeone.worker.Worker} for what drives them. This package puts the parts together and is seen by none of them;
 * {@code config} holds what a user sets, and {@code command} what the jar does beside working. {@code console} is a role of
 * its own: it sees what workers write, and nothing of how they work. {@code outage}, {@code follow}, {@code secret} and
 * {@code logs} are small, see nothing of the rest, and are seen by whoever has the need.
 *
 * <h2>Which life?</h2>
 *
 * <p>An answer, a record or a commit may be about an earlier life of what it names. These tell the lives apart, and nothing
 * else does; where a type is equal to itself only, there is no number to mix up:
 *
 * <ul>
 *   <li>the consumer group's <b>generation</b>, Kafka's own ({@code worker.Generation}): a batch polled before a partition was this worker's is not its
 *       own, and a transaction in the name of an old one is refused by the broker ({@code intake.Rebalances});
 *   <li>a <b>tenure</b>, from a restore of a partition to its release, and the <b>ticket</b> of what came to the queue in it
 *       ({@code journal.write.Tenure}, {@code Ticket});
 *   <li>a <b>restore</b> that was asked for ({@code journal.kafka.KafkaJournal}), and a <b>wish</b> for a partition's receipts
 *       ({@code journal.receipts.ReceiptWishes}): identities, for an earlier one may be answered late;
 *   <li>the <b>life</b> of a topic's offsets, its id and how often it was cut ({@code journal.rows.TopicLife});
 *   <li>the <b>sequence</b> of a job's rows ({@link dev.takeone.journal.Sequence}): the highest counts; a refusal's receipt
 *       names that of the intent which it answers;
 *   <li>the <b>attempt</b>, the POSTs of a job counted from 1, as events tell it ({@link
 *       dev.takeone.job.JobState.Submitting});
 *   <li>a <b>turn</b> of what holds calls ({@code provider.quota.Turn}): an answer from before the last change proves nothing;
 *   <li>a <b>member's life</b> at the account board and the <b>office</b> of a dealer, by their names ({@code
 *       account.BoardCodec}); the <b>dealing</b> that a worker goes by, the highest it has taken ({@link
 *       dev.takeone.account.DealingNumber}), and the <b>row</b> of a member that an allotment answers ({@link
 *       dev.takeone.account.RowNumber});
 *   <li>the <b>marks</b> of a journal, by which one that has lost its past is known ({@code journal.rows.Marks});
 *   <li>a partition and a job in memory, equal to themselves only: each restore makes them anew ({@code
 *       worker.JobTable});
 *   <li>a <b>place</b> in the order of what is due ({@code worker.DueQueue}): a job has one at a time.
 * </ul>
 */
@NullMarked
package dev.takeone;

import org.jspecify.annotations.NullMarked;
