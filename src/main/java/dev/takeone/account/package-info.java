/**
 * The account board: a topic on which all workers of an account meet, of whichever group, and by which what the account
 * allows (calls a minute, tasks in flight) is dealt out by need.
 *
 * <p>Each worker writes a {@link dev.takeone.account.BoardRow} of its own. One of them is the dealer: it takes office by a
 * record, reads all rows and writes {@link dev.takeone.account.Dealing}s, and the log's order decides whose count. What a
 * worker may use is a {@link dev.takeone.account.Lease}, which runs out by its own clock. All of it is pure, time is an
 * argument: {@link dev.takeone.account.Seat} is one worker's place at the board, {@link dev.takeone.account.Board} what the
 * log says, {@link dev.takeone.account.Dealer} who gets what, and {@link dev.takeone.account.BoardCodec} documents the
 * form of the records. May depend on {@code outage}, {@code follow}, Jackson, the Kafka clients and the logger.
 *
 * <p>Why no more calls arrive at the provider in any 60 s than the account has: a lease of {@code n} calls is kept at an
 * even pace of {@code n} in 61 s, and no more than one call and a fortieth of it can be ahead of that pace; a thirtieth is
 * counted, so that a call may be a second and a half slower on its way than another. So a worker makes at most {@code burst
 * + n * 60 / 61} calls in 60 s. The dealer keeps the sum of all rates and bursts at one more than the account has at most,
 * counts a rate as used until it has run out or its worker says that it goes by a later
 * one, and the burst a minute longer; and calls are whole.
 *
 * <p>Why the lease of a worker that was killed runs out, and a new one of the same name does not take it over: that the
 * broker fences the old one's transactions proves that it can begin no POST more, and not that it is dead. Frozen or cut
 * off, it still sends the POSTs whose intents it has committed, and status checks, which need no journal; all of them count
 * at the provider. So of what a killed worker had a tenth is left idle until its lease has passed, some 50 s, and the rest
 * for 15 ({@link dev.takeone.account.Lease} says why no less); one that is stopped in order says that it leaves, and the next
 * has all at once.
 *
 * <p>One folder on purpose: the board's protocol is one thing, and only {@code BoardClient} of it sees Kafka.
 */
@NullMarked
package dev.takeone.account;

import org.jspecify.annotations.NullMarked;
