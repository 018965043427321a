package dev.takeone.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.takeone.waiting.Waiting;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What Vert.x shows over HTTP/2 of a POST that was provably not processed, and what it takes for something else, on real
 * sockets: the grounds, told in {@code provider}, on which a POST goes over HTTP/1.1. Whoever moves to another Vert.x sees
 * here whether they still hold.
 */
class Http2ProofsTest {
    private static final int REFUSED_STREAM = 7;

    @RegisterExtension
    static final ClientCalls calls = new ClientCalls();

    private final CompletableFuture<Integer> stream = new CompletableFuture<>();
    private final CompletableFuture<Integer> lastStream = new CompletableFuture<>();

    @Test
    void aRefusedStreamIsShown() throws Exception {
        Throwable shown = failure((connection, id) -> connection.reset(id, REFUSED_STREAM));

        assertThat(shown)
                .isInstanceOfSatisfying(
                        StreamResetException.class,
                        reset -> assertThat(reset.getCode()).isEqualTo(REFUSED_STREAM));
    }

    @Test
    void aStreamAboveTheLastOneOfAGoAwayIsShown() throws Exception {
        Throwable shown = failure((connection, id) -> connection.goAway(0));

        assertThat(shown).isInstanceOf(HttpClosedException.class);
        assertThat(Waiting.done(lastStream)).isLessThan(Waiting.done(stream));
    }

    /** And may have been paid for: the exception alone proves nothing. */
    @Test
    void aStreamThatAGoAwayDoesNotCoverGetsTheSameException() throws Exception {
        Throwable shown = failure((connection, id) -> {
            connection.goAway(id);
            connection.end();
        });

        assertThat(shown).isInstanceOf(HttpClosedException.class);
        assertThat(Waiting.done(lastStream)).isEqualTo(Waiting.done(stream));
    }

    /** The task that comes after it is lost, and there is no place to leave it out, as over HTTP/1.1. */
    @Test
    void anInterimAnswerIsTakenForTheAnswer() throws Exception {
        HttpClientResponse response = answer((connection, id) -> {
            connection.head(id, 102);
            connection.head(id, 200);
            connection.last(id, ClientCalls.ID);
        });

        assertThat(response.statusCode()).isEqualTo(102);
    }

    private @Nullable Throwable failure(Http2Server.Script script) {
        return catchThrowableOfType(ExecutionException.class, () -> answer(script))
                .getCause();
    }

    private HttpClientResponse answer(Http2Server.Script script)
            throws IOException, InterruptedException, ExecutionException {
        Http2Server server = new Http2Server(script);
        calls.closing(server);
        HttpClient client = calls.vertx()
                .getDelegate()
                .createHttpClient(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false));
        calls.closing(client::close);
        RequestOptions post = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(server.port())
                .setURI("/v1/videos/generations");
        Future<HttpClientResponse> response = client.request(post).compose(request -> {
            request.connection().goAwayHandler(goAway -> lastStream.complete(goAway.getLastStreamId()));
            return request.send(Buffer.buffer(ClientCalls.BODY))
                    .onComplete(ended -> stream.complete(request.streamId()));
        });
        return Waiting.done(response.toCompletionStage().toCompletableFuture());
    }
}
