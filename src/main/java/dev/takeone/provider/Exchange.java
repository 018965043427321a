package dev.takeone.provider;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One HTTP call: knows how far it has come, asks at the last moment whether it may be written, and bounds its answer.
 *
 * <p>The stage is what proves that a POST never left, whichever exception ended it: up to the phase in which the Web
 * Client is about to write, nothing but the connection and its TLS handshake has taken place. It is a body codec because
 * that is the one object of a single call that the Web Client shows to an interceptor (read in vertx-web-client 4.5.25,
 * {@code HttpContext}).
 */
final class Exchange implements BodyCodec<Buffer> {

    /** How far a call has come. */
    enum Stage {
        /** No byte of the request has been written. */
        BEFORE_WRITE,
        /** This side decided not to write it, and closed the connection. */
        WITHHELD,
        /** Some of it may have been written. */
        WRITTEN
    }

    private final BooleanSupplier mayWrite;
    private final int maxBody;
    private Stage stage = Stage.BEFORE_WRITE;
    private boolean abandoned;
    private Optional<HttpConnection> connection = Optional.empty();

    Exchange(BooleanSupplier mayWrite, int maxBody) {
        this.mayWrite = mayWrite;
        this.maxBody = maxBody;
    }

    /** To be called by the Web Client in every phase of every call. */
    static void intercept(HttpContext<?> context) {
        if (context.phase() == ClientPhase.SEND_REQUEST
                && context.request().bodyCodec() instanceof Exchange exchange
                && !exchange.begin(context.clientRequest().connection())) {
            context.fail(new VertxException("the request was not written", true));
        } else {
            context.next();
        }
    }

    @Override
    public void create(Handler<AsyncResult<BodyStream<Buffer>>> handler) {
        handler.handle(Future.succeededFuture(new BoundedBody(maxBody)));
    }

    synchronized Stage stage() {
        return stage;
    }

    /** Gives the call up: a request that is not written yet never will be, and an open connection is closed. */
    synchronized void abandon() {
        abandoned = true;
        connection.ifPresent(HttpConnection::close);
    }

    /**
     * Whether to write now. A connection that is not to be used is closed here, since the client would keep it for the
     * next call: an HTTP/1.1 stream that is reset before its first byte goes back to the pool.
     */
    private synchronized boolean begin(HttpConnection established) {
        connection = Optional.of(established);
        if (!abandoned && mayWrite.getAsBoolean()) {
            stage = Stage.WRITTEN;
            return true;
        }
        stage = abandoned ? stage : Stage.WITHHELD;
        established.close();
        return false;
    }
}
