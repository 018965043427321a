package dev.takeone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A call over a bare socket, and in a few words what came back: an HTTP client would hide how a connection ended. */
final class RawCall {
    private static final int PATIENCE_MILLIS = 100;

    private RawCall() {}

    /** The words for a POST of {@code body}. */
    static String post(Simulator simulator, String body) {
        return call(simulator, "POST /v1/videos/generations", body);
    }

    /** The words for a check of {@code taskId}. */
    static String check(Simulator simulator, String taskId) {
        return call(simulator, "GET /v1/tasks/" + taskId, "");
    }

    /**
     * A connection that the simulator has taken and answered on, with the rest of that answer still to read: one that
     * only waits in the port's backlog is reset where the port goes, and not closed.
     */
    static Socket answered(Simulator simulator) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port());
        socket.getOutputStream()
                .write("GET /sim/ledger HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    private static String call(Simulator simulator, String target, String body) {
        long callsBefore = simulator.totals().calls();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer simulator-key\r\n"
                + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: " + bytes.length
                + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            return inWords(ending(socket.getInputStream(), simulator, callsBefore));
        } catch (ConnectException e) {
            return "refused";
        } catch (SocketException e) {
            return "reset";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Silence is known for sure, on however slow a machine: the call has arrived, the one event loop has answered
     * another since, and still nothing came.
     */
    private static String ending(InputStream input, Simulator simulator, long callsBefore) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        boolean othersAnswered = false;
        Waiting waiting = Waiting.begin();
        while (true) {
            try {
                int next = input.read();
                if (next < 0) {
                    return received.toString(StandardCharsets.UTF_8);
                }
                received.write(next);
            } catch (SocketTimeoutException e) {
                waiting.goOn(() -> "an answer or silence");
                if (othersAnswered) {
                    return "silent";
                }
                if (simulator.totals().calls() > callsBefore) {
                    othersAnswered = call(simulator, "GET /sim/faults", "").startsWith("200");
                }
            } catch (SocketException e) {
                return "reset";
            }
        }
    }

    private static String inWords(String answer) {
        if (!answer.startsWith("HTTP/1.1 ")) {
            return answer.isEmpty() ? "closed" : answer;
        }
        String[] parts = answer.split("\r\n\r\n", 2);
        String status = parts[0].substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        String retry = parts[0].lines()
                .filter(line -> line.startsWith("retry-after: "))
                .map(line -> " after " + line.substring("retry-after: ".length()) + " s")
                .findFirst()
                .orElse("");
        return status + retry + (isHalf(parts) ? " half" : inWords(parts[0], parts[1]));
    }

    private static boolean isHalf(String[] parts) {
        return parts[0].lines()
                .filter(line -> line.startsWith("content-length: "))
                .anyMatch(line -> Integer.parseInt(line.substring("content-length: ".length()))
                        > parts[1].getBytes(StandardCharsets.UTF_8).length);
    }

    private static String inWords(String head, String body) {
        if (body.isEmpty()) {
            return " empty";
        }
        if (head.contains("text/html")) {
            return " html";
        }
        try {
            return inWords(new JsonObject(body));
        } catch (DecodeException e) {
            return " unreadable";
        }
    }

    private static String inWords(JsonObject body) {
        if (body.getJsonObject("error") != null) {
            return " " + body.getJsonObject("error").getString("type");
        }
        if (!(body.getValue("data") instanceof JsonObject data)) {
            return " code " + body.getInteger("code");
        }
        return " status " + data.getString("status");
    }
}
