package dev.takeone.endtoend;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.takeone.job.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that keeps whatever it is sent, and answers always the same. */
final class HttpRecorder implements AutoCloseable {
    private final HttpServer server;
    private final int status;
    private final byte[] answer;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** What came. */
    record Call(String path, Headers headers, Bytes body) {}

    private HttpRecorder(HttpServer server, int status, String answer) {
        this.server = server;
        this.status = status;
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
    }

    static HttpRecorder answering(int status, String answer) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            HttpRecorder recorder = new HttpRecorder(server, status, answer);
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
            exchange.getResponseHeaders().add("Content-Type", "application/json");
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
