package dev.takeone.provider.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Leaves out the interim answers (1xx) that may precede the answer to a call. Vert.x 4.5 knows 100 and 103 as such, and
 * takes any other, 102 say, for the answer itself; which would then be lost.
 */
final class InterimAnswers extends ChannelInboundHandlerAdapter {
    private static final String NAME = "interim-answers";
    /** The name that Vert.x gives to what makes messages of bytes. */
    private static final String CODEC = "codec";

    private static final int SWITCHING_PROTOCOLS = 101;

    private boolean leavingOut;

    private InterimAnswers() {}

    /** From now on they are left out on this connection. */
    static void leaveOut(HttpConnection connection) {
        if (connection instanceof ConnectionBase vertxOwn) {
            ChannelPipeline pipeline = vertxOwn.channel().pipeline();
            if (pipeline.get(CODEC) != null && pipeline.get(NAME) == null) {
                pipeline.addAfter(CODEC, NAME, new InterimAnswers());
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse head) {
            int status = head.status().code();
            leavingOut = status / 100 == 1 && status != SWITCHING_PROTOCOLS;
        }
        if (leavingOut) {
            leavingOut = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }
}
