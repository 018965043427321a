package dev.takeone.bench.hooks;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Calls {@code /hooks} at an even pace, whether the answers come or not, as the internet does. */
final class Callers implements AutoCloseable {
    private static final int CONNECTIONS = 256;
    private static final long PATIENCE_MS = 10_000;
    private static final int NO_ANSWER = 0;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setConnectTimeout(1_000));
    private final URI worker;
    private final String secret;
    private final SplittableRandom chance = new SplittableRandom(1);

    /**
     * What became of one call.
     *
     * @param status 0 where nothing was answered
     * @param millis from when it was due, which is before it was sent where those before it were slow
     */
    record Answer(Kind kind, int status, double millis) {
        boolean isRight() {
            return status == kind.status();
        }
    }

    Callers(URI worker, String secret) {
        this.worker = worker;
        this.secret = secret;
    }

    /** Calls with these kinds in turn for so long; returns when each was answered, or given up. */
    Collection<Answer> call(List<Kind> kinds, int perSecond, Duration time) throws InterruptedException {
        int count = Math.toIntExact(perSecond * time.toSeconds());
        Map<Integer, Answer> answers = new ConcurrentHashMap<>();
        CountDownLatch open = new CountDownLatch(count);
        long begin = System.nanoTime();
        for (int each = 0; each < count; each++) {
            int number = each;
            long due = begin + each * TimeUnit.SECONDS.toNanos(1) / perSecond;
            LockSupport.parkNanos(due - System.nanoTime());
            Kind kind = kinds.get(each % kinds.size());
            answers.put(number, new Answer(kind, NO_ANSWER, PATIENCE_MS));
            send(kind).whenComplete((status, broken) -> {
                answers.put(
                        number, new Answer(kind, broken == null ? status : NO_ANSWER, (System.nanoTime() - due) / 1e6));
                open.countDown();
            });
        }
        boolean unused = open.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
        return List.copyOf(answers.values());
    }

    private CompletionStage<Integer> send(Kind kind) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(worker + kind.path(secret, chance))
                .setTimeout(PATIENCE_MS)
                .putHeader("Content-Type", "application/json");
        // Within the first: what is asked of an answer from another thread comes too late where the answer is quick.
        return client.request(options)
                .compose(request -> request.send(kind.body())
                        .compose(answer -> answer.body().map(read -> answer.statusCode())))
                .toCompletionStage();
    }

    /**
     * Begins as many calls as may be open, and ends none of them: the worker does after some seconds. Each is open when this
     * returns, since the worker has asked it to go on: what is only connected may wait for seconds in the system's queue.
     */
    List<Socket> halfCalls() throws IOException {
        List<Socket> open = new ArrayList<>();
        for (int each = 0; each < CONNECTIONS; each++) {
            Socket socket = new Socket();
            open.add(socket);
            socket.connect(new InetSocketAddress(worker.getHost(), worker.getPort()));
            socket.getOutputStream()
                    .write(("POST " + Kind.SEALED.path(secret, chance)
                                    + " HTTP/1.1\r\nHost: worker\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        for (Socket socket : open) {
            if (socket.getInputStream().read() < 0) {
                throw new EOFException("a call that was begun was not asked to go on");
            }
        }
        return open;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
