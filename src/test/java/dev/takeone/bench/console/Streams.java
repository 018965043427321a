package dev.takeone.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.waiting.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;

/**
 * Open streams of changes, each with a connection and a reader of its own, as the windows of browsers have them without TLS.
 * On one connection of HTTP/2, where an event may come in two parts, whoever looks for it part by part misses some.
 */
final class Streams implements AutoCloseable {
    private static final String CHANGED = "event: changed";

    private final List<Stream> open = new ArrayList<>();

    /** When one of them has told of changes. */
    private static final class Stream {
        private final InputStream body;
        private final Queue<Long> toldNanos = new ConcurrentLinkedQueue<>();
        private volatile Optional<String> end = Optional.empty();

        Stream(InputStream body) {
            this.body = body;
        }

        void read() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
                lines.lines().filter(CHANGED::equals).forEach(line -> toldNanos.add(System.nanoTime()));
                end = Optional.of("the console has ended it");
            } catch (IOException | UncheckedIOException broken) {
                end = Optional.of(broken.toString());
            }
        }

        /** The first since then; empty where there is none yet. */
        Optional<Long> since(long nanos) {
            return toldNanos.stream().filter(at -> at - nanos > 0).findFirst();
        }
    }

    /** Opens one more, and returns when the console knows of it: who is not there yet is told of no change. */
    void open(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<InputStream> answer =
                    Waiting.done(http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()));
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("a stream was answered " + answer.statusCode());
            }
            Stream stream = new Stream(answer.body());
            open.add(stream);
            Thread.ofPlatform().daemon().name("stream-" + open.size()).start(stream::read);
        } catch (ExecutionException refused) {
            throw new IllegalStateException("a stream was not opened", refused);
        }
    }

    /**
     * Makes a change, and waits until each stream has told of one since; nothing else may change meanwhile.
     *
     * @param what the change, for a message
     * @param change sends it
     * @return from its sending to each stream's event, milliseconds
     */
    List<Double> told(String what, Runnable change) {
        long sent = System.nanoTime();
        change.run();
        Waiting.until(
                "each of " + open.size() + " streams to tell of " + what,
                () -> open.stream().allMatch(stream -> isTold(stream, sent)));
        return open.stream()
                .map(stream -> (stream.since(sent).orElseThrow() - sent) / 1e6)
                .toList();
    }

    private static boolean isTold(Stream stream, long sent) {
        boolean told = stream.since(sent).isPresent();
        if (!told && stream.end.isPresent()) {
            throw new IllegalStateException("a stream tells no more: " + stream.end.orElseThrow());
        }
        return told;
    }

    @Override
    public void close() {
        open.forEach(stream -> {
            try {
                // Not the reader, which whoever reads has locked.
                stream.body.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
    }
}
