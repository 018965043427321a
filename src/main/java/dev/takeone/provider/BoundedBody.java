package dev.takeone.provider;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/** Gathers the body of one answer, and fails it as soon as it is larger than it may be. */
final class BoundedBody implements BodyStream<Buffer> {
    private final int maxBytes;
    private final Buffer gathered = Buffer.buffer();
    private final Promise<Buffer> whole = Promise.promise();

    BoundedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public Future<Buffer> result() {
        return whole.future();
    }

    @Override
    public Future<Void> write(Buffer part) {
        if (gathered.length() + part.length() > maxBytes) {
            Throwable tooLarge = new VertxException("the answer is larger than " + maxBytes + " bytes", true);
            whole.tryFail(tooLarge);
            return Future.failedFuture(tooLarge);
        }
        gathered.appendBuffer(part);
        return Future.succeededFuture();
    }

    @Override
    public void write(Buffer part, Handler<AsyncResult<Void>> handler) {
        write(part).onComplete(handler);
    }

    @Override
    public void end(@Nullable Handler<AsyncResult<Void>> handler) {
        whole.tryComplete(gathered);
        if (handler != null) {
            handler.handle(Future.succeededFuture());
        }
    }

    @Override
    public void handle(Throwable broken) {
        whole.tryFail(broken);
    }

    @Override
    public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public BoundedBody drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }
}
