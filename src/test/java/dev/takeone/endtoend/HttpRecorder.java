package dev.takeone.endtoend;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.takeone.job.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A server on loopback that keeps whatever it is sent, and answers always the same. */
final class HttpRecorder implements AutoCloseable {
    private final HttpServer server;
    private final int status;
    private final String type;
    private final byte[] answer;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** What came. */
    record Call(String path, Headers headers, Bytes body) {}

    private HttpRecorder(HttpServer server, int status, String type, byte[] answer) {
        this.server = server;
        this.status = status;
        this.type = type;
        this.answer = answer.clone();
    }

    static HttpRecorder answering(int status, String answer) {
        return answering(status, "application/json", answer.getBytes(StandardCharsets.UTF_8));
    }

    /** With a second of silence, which browsers play as a video. */
    static HttpRecorder playing() {
        AudioFormat format = new AudioFormat(8_000, 8, 1, false, false);
        byte[] samples = new byte[8_000];
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            AudioSystem.write(
                    new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length),
                    AudioFileFormat.Type.WAVE,
                    file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answering(200, "audio/wav", file.toByteArray());
    }

    private static HttpRecorder answering(int status, String type, byte[] answer) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            HttpRecorder recorder = new HttpRecorder(server, status, type, answer);
            server.createContext("/", recorder::take);
            server.start();
            return recorder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            calls.add(new Call(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), Bytes.copyOf(body)));
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
