package dev.takeone.provider.http;

import dev.takeone.tls.Certificate;
import dev.takeone.waiting.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;

/**
 * A server that speaks bytes, so that it can misbehave in every way, and writes down what reaches it.
 *
 * <p>Each connection is given to the script that the test hands in, on a thread of its own.
 */
final class RawServer implements AutoCloseable {
    /** What the server does with one connection; the connection is closed when it returns. */
    interface Script {
        void play(Connection connection) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final Script script;
    private final String scheme;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Integer> ended = new LinkedBlockingQueue<>();

    RawServer(Script script) {
        this(script, "http", ServerSocketFactory.getDefault(), any -> {});
    }

    /** @param before what is to be done to the socket before anybody is accepted, who would be so by other rules */
    private RawServer(Script script, String scheme, ServerSocketFactory sockets, Consumer<ServerSocket> before) {
        this.script = script;
        this.scheme = scheme;
        try {
            socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            before.accept(socket);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** A server that answers every request with this status line and body, and keeps connections. */
    static RawServer answering(String status, String headers, String body) {
        return new RawServer(connection -> {
            while (connection.readRequest()) {
                connection.answer(status, headers, body);
            }
        });
    }

    /** A server that speaks TLS, and shows this certificate. */
    static RawServer withTls(Certificate certificate, Script script) {
        return new RawServer(
                script, "https", certificate.served(Optional.empty()).getServerSocketFactory(), any -> {});
    }

    /** As {@link #withTls}, for callers that show a certificate of this CA. */
    static RawServer withMutualTls(Certificate certificate, Certificate ofCallers, Script script) {
        return new RawServer(
                script,
                "https",
                certificate.served(Optional.of(ofCallers)).getServerSocketFactory(),
                socket -> ((SSLServerSocket) socket).setNeedClientAuth(true));
    }

    String url() {
        return scheme + "://127.0.0.1:" + socket.getLocalPort();
    }

    /** The requests that were read, head and body. */
    List<String> requests() {
        return requests;
    }

    /** How many connections were made so far. */
    int connections() {
        return open.size();
    }

    /** Waits until the next connection has ended, and returns how many bytes were read from it. */
    int bytesOfTheNextEndedConnection() throws InterruptedException {
        return Waiting.next("the end of a connection", ended);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                Thread.ofVirtual().start(() -> serve(new Connection(connection)));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Connection connection) {
        try (connection) {
            script.play(connection);
        } catch (IOException | InterruptedException cut) {
            // The other side is gone, which is what most of these tests are about.
        } finally {
            ended.add(connection.bytes);
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // Either side may end first, and ends the other by it.
        }
    }

    final class Connection implements AutoCloseable {
        private final Socket socket;
        private int bytes;

        Connection(Socket socket) {
            this.socket = socket;
        }

        /** Carries bytes between this connection and a server on this machine until either side ends. */
        void tunnelTo(int port) throws IOException, InterruptedException {
            try (Socket further = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread back = Thread.ofVirtual().start(() -> copy(further, socket));
                copy(socket, further);
                back.join();
            }
        }

        /** Reads one request with its body; false where the other side closes instead. */
        boolean readRequest() throws IOException {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            int headEnd;
            while ((headEnd = read.toString(StandardCharsets.UTF_8).indexOf("\r\n\r\n")) < 0) {
                if (!readByte(in, read)) {
                    return false;
                }
            }
            int whole = headEnd + 4 + contentLength(read.toString(StandardCharsets.UTF_8));
            while (read.size() < whole) {
                if (!readByte(in, read)) {
                    return false;
                }
            }
            requests.add(read.toString(StandardCharsets.UTF_8));
            return true;
        }

        /** Reads until the other side closes. */
        void readToTheEnd() throws IOException {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            while (readByte(socket.getInputStream(), read)) {
                // Only the count matters.
            }
        }

        void answer(String status, String headers, String body) throws IOException {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            write("HTTP/1.1 " + status + "\r\nContent-Length: " + length + "\r\n" + headers + "\r\n" + body);
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Ends the connection with a reset instead of an orderly close. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        private boolean readByte(InputStream in, ByteArrayOutputStream into) throws IOException {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            into.write(next);
            bytes++;
            return true;
        }

        private int contentLength(String head) {
            return head.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst()
                    .orElse(0);
        }
    }
}
