package dev.takeone.provider.http;

import dev.takeone.provider.answer.Answer;
import dev.takeone.provider.answer.Progress;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * One HTTP call: knows how far it has come, asks at the last moment whether it may be written, bounds its answer, and
 * keeps what has come of one that broke off.
 *
 * <p>The stage is what proves that a POST never left, whichever exception ended it: the client hands out a request when
 * its connection is there, and until it is sent nothing but the connection and its TLS handshake has taken place.
 */
final class Exchange {

    private final BooleanSupplier mayWrite;
    private final int maxBody;
    private final Buffer body = Buffer.buffer();
    private Progress stage = Progress.BEFORE_WRITE;
    private boolean abandoned;
    private Optional<HttpConnection> connection = Optional.empty();
    private Optional<HttpClientResponse> head = Optional.empty();

    Exchange(BooleanSupplier mayWrite, int maxBody) {
        this.mayWrite = mayWrite;
        this.maxBody = maxBody;
    }

    /**
     * The call, made once for each subscription.
     *
     * @param context of an event loop: on any other, an answer may have come and gone before anybody listens
     * @param target where it goes
     * @param send what writes the request
     */
    Uni<Answer> with(
            Context context,
            HttpClient client,
            Uni<RequestOptions> target,
            Function<HttpClientRequest, Future<HttpClientResponse>> send) {
        return target.flatMap(call -> Uni.createFrom().completionStage(() -> {
            Promise<Answer> answered = Promise.promise();
            context.runOnContext(turn -> Future.succeededFuture(call)
                    .compose(client::request)
                    .compose(request -> begin(request)
                            ? send.apply(request)
                            : Future.failedFuture(new VertxException("the request was not written", true)))
                    .compose(this::read)
                    .onComplete(answered));
            return answered.future().toCompletionStage();
        }));
    }

    synchronized Progress stage() {
        return stage;
    }

    /** What has come of the answer so far; empty before its head has. */
    synchronized Optional<Answer> begun() {
        return head.map(this::answer);
    }

    /** Gives the call up: a request that is not written yet never will be, and an open connection is closed. */
    synchronized void abandon() {
        abandoned = true;
        connection.ifPresent(HttpConnection::close);
    }

    /** Whether to write now. A connection that is not to be used is closed here, since the client would keep it. */
    private synchronized boolean begin(HttpClientRequest request) {
        HttpConnection established = request.connection();
        connection = Optional.of(established);
        InterimAnswers.leaveOut(established);
        if (!abandoned && mayWrite.getAsBoolean()) {
            stage = Progress.WRITTEN;
            return true;
        }
        stage = abandoned ? stage : Progress.WITHHELD;
        established.close();
        return false;
    }

    private Future<Answer> read(HttpClientResponse response) {
        Promise<Answer> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail);
        response.handler(part -> {
            if (!gather(part)) {
                whole.tryFail(new VertxException("the answer is larger than " + maxBody + " bytes", true));
            }
        });
        // A turn later the connection is back in the pool, where the next call finds it.
        response.endHandler(end -> Vertx.currentContext().runOnContext(later -> whole.tryComplete(answer(response))));
        synchronized (this) {
            head = Optional.of(response);
        }
        return whole.future();
    }

    private synchronized boolean gather(Buffer part) {
        boolean fits = body.length() + part.length() <= maxBody;
        if (fits) {
            body.appendBuffer(part);
        }
        return fits;
    }

    private synchronized Answer answer(HttpClientResponse response) {
        return new Answer(
                response.statusCode(),
                Optional.ofNullable(response.getHeader("Retry-After")),
                Optional.ofNullable(response.getHeader("Location")),
                "true".equalsIgnoreCase(response.getHeader("Idempotency-Replayed")),
                Unpacked.of(body.getBytes(), response.getHeader("Content-Encoding"), maxBody));
    }
}
