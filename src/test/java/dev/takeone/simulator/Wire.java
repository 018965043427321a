package dev.takeone.simulator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;

/** Brings a reply to the caller; the only place that touches a socket. */
final class Wire {
    private final Vertx vertx;

    Wire(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Answers {@code request}, or does not. */
    void send(Reply reply, HttpServerRequest request) {
        switch (reply) {
            case Reply.Answer answer -> head(answer, request.response()).end(answer.body());
            case Reply.Half half -> half(half.answer(), request);
            case Reply.Cut cut -> request.connection().close();
            case Reply.Reset reset -> reset(request);
            case Reply.Silence silence -> request.response().exceptionHandler(closed -> {});
            case Reply.Slow slow -> later(slow, request);
        }
    }

    private static HttpServerResponse head(Reply.Answer answer, HttpServerResponse response) {
        answer.headers().forEach(response::putHeader);
        return response.setStatusCode(answer.status());
    }

    private static void half(Reply.Answer answer, HttpServerRequest request) {
        Buffer body = Buffer.buffer(answer.body());
        HttpServerResponse response = head(answer, request.response());
        response.putHeader("content-length", Integer.toString(body.length()));
        response.write(body.slice(0, body.length() / 2))
                .onComplete(written -> request.connection().close());
    }

    /** A socket closed without lingering sends RST; Vert.x itself has no call for that. */
    private static void reset(HttpServerRequest request) {
        Channel channel = ((ConnectionBase) request.connection()).channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        request.connection().close();
    }

    private void later(Reply.Slow slow, HttpServerRequest request) {
        vertx.setTimer(Math.max(1, slow.by().toMillis()), timer -> {
            if (!request.response().closed()) {
                send(slow.reply(), request);
            }
        });
    }
}
