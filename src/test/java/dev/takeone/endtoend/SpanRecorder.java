package dev.takeone.endtoend;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector on loopback that is exported to by gRPC, which is HTTP/2 with a message of a flag, a length and Protobuf. */
final class SpanRecorder implements AutoCloseable {
    private static final int BEFORE_MESSAGE = 5;

    private final Vertx vertx = Vertx.vertx();
    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    SpanRecorder() {
        server = vertx.createHttpServer().requestHandler(this::take);
        await(server.listen(0, "127.0.0.1"));
    }

    private static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            requests.add(parsed(body.getBytes(BEFORE_MESSAGE, body.length())));
            request.response()
                    .putHeader("content-type", "application/grpc")
                    .putTrailer("grpc-status", "0")
                    .end(Buffer.buffer(new byte[BEFORE_MESSAGE]));
        });
    }

    private static ExportTraceServiceRequest parsed(byte[] message) {
        try {
            return ExportTraceServiceRequest.parseFrom(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    List<ExportTraceServiceRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
