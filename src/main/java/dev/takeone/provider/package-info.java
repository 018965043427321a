/**
 * The paid API, seen from here: one POST, many status checks, and what their answers mean.
 *
 * <p>{@link dev.takeone.provider.Provider} is what the worker sees of it: every call gives an outcome of {@code
 * dev.takeone.job}, never an exception, and a POST is never sent twice. Behind it {@code http} makes the calls and {@code
 * answer} reads what comes back; {@code quota} says when a call may be made at all, and what else has to hold before a POST
 * stands in {@code worker.Submissions}. {@code http} sees {@code answer}, both see the values here, {@code quota} sees neither
 * of the two. May depend on {@code job}, the Vert.x HTTP client and the Netty below it, Mutiny and Jackson; knows nothing of
 * Kafka, of settings or of the worker.
 *
 * <p><b>Why a POST goes over HTTP/1.1, on a new connection.</b> Over HTTP/2 a server proves what it did not process:
 * REFUSED_STREAM, and streams above the last id of a GOAWAY (RFC 9113, 8.7). Vert.x 4.5.25 shows both to whoever uses its
 * {@code HttpClient}: {@code StreamResetException.getCode()}, and {@code HttpConnection.goAwayHandler()} beside {@code
 * HttpClientRequest.streamId()}. Nothing here uses that, since on the same protocol it also loses what was paid for, and lays
 * a trap. An interim answer (102, say) it takes for the answer itself: the task id that comes after it is gone, and there is
 * no place where it could be left out, as it is over HTTP/1.1. And it gives the same exception to every stream that closes
 * after a GOAWAY, on whichever side of that id: taken for a proof by itself, that one pays twice; its {@code goAway()} copies
 * from a buffer that may be given back by then, and throws. {@code Http2ProofsTest} shows the proofs, the loss and the trap on
 * real sockets. What it would bring is little beside that: a new connection a POST has nothing of a kept
 * one that could break under it; a handshake takes 10 to 13 ms and at 100 jobs a minute 1 to 2 % of a core ({@code
 * ./takeone bench tls}); and a POST that is in doubt is settled by its idempotency key, whatever the protocol.
 */
@NullMarked
package dev.takeone.provider;

import org.jspecify.annotations.NullMarked;
