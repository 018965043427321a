package dev.takeone.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.waiting.Waiting;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Open streams of changes, each of which is read as it comes. */
final class Streams implements AutoCloseable {
    private static final String CHANGED = "event: changed";

    private final List<Reader> readers = new ArrayList<>();
    private final List<CompletableFuture<HttpResponse<Void>>> open = new ArrayList<>();

    /** What one reader has heard. The console writes each event at once, so that none comes in two parts. */
    private static final class Reader implements Consumer<Optional<byte[]>> {
        private int events;
        private long at;

        @Override
        public synchronized void accept(Optional<byte[]> chunk) {
            if (chunk.filter(bytes -> new String(bytes, UTF_8).contains(CHANGED))
                    .isPresent()) {
                at = System.nanoTime();
                events++;
            }
        }

        synchronized int events() {
            return events;
        }

        synchronized long at() {
            return at;
        }
    }

    /** Opens so many more. */
    void open(int more, HttpClient http, HttpRequest request) {
        for (int number = 0; number < more; number++) {
            Reader reader = new Reader();
            readers.add(reader);
            open.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArrayConsumer(reader)));
        }
    }

    /**
     * Makes a change, and waits until all readers have heard of it; nothing else may change meanwhile.
     *
     * @param change sends it, and is done when the broker has it
     * @return from then to each reader, milliseconds
     */
    List<Double> told(Supplier<Future<?>> change) throws InterruptedException {
        List<Integer> before = readers.stream().map(Reader::events).toList();
        try {
            Waiting.done(change.get());
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a change was not written", failed);
        }
        long written = System.nanoTime();
        Waiting.until("all streams to tell of a change", () -> isTold(before));
        return readers.stream()
                .map(reader -> Math.max(0, (reader.at() - written) / 1e6))
                .toList();
    }

    private boolean isTold(List<Integer> before) {
        for (int number = 0; number < before.size(); number++) {
            if (readers.get(number).events() <= before.get(number)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        open.forEach(stream -> stream.cancel(true));
    }
}
