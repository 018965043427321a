package dev.takeone.provider.http;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that speaks frames of HTTP/2 without TLS, and answers each request with those that the test hands in. */
final class Http2Server implements AutoCloseable {
    private static final int PREFACE = 24;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int DATA = 0;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;

    /** What becomes of a stream whose request was read to its end. */
    interface Script {
        void play(Connection connection, int stream) throws IOException;
    }

    private final ServerSocket socket;
    private final Script script;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    Http2Server(Script script) throws IOException {
        this.script = script;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket next = socket.accept();
                open.add(next);
                Thread.ofVirtual().start(() -> serve(next));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        try (accepted) {
            DataInputStream in = new DataInputStream(accepted.getInputStream());
            in.readFully(new byte[PREFACE]);
            Connection connection = new Connection(accepted);
            connection.frame(SETTINGS, 0, 0);
            for (; ; ) {
                connection.read(in);
            }
        } catch (IOException cut) {
            // The other side is gone.
        }
    }

    /** What a script may say. */
    final class Connection {
        private final Socket socket;
        private final DataOutputStream out;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.out = new DataOutputStream(socket.getOutputStream());
        }

        void reset(int stream, int code) throws IOException {
            frame(RST_STREAM, 0, stream, 0, 0, 0, code);
        }

        void goAway(int lastStream) throws IOException {
            frame(GOAWAY, 0, 0, 0, 0, 0, lastStream, 0, 0, 0, 0);
        }

        /** Says nothing more, and reads on: a close with something unread would take back what was said. */
        void end() throws IOException {
            socket.shutdownOutput();
        }

        /** A head with nothing but a status of three digits. */
        void head(int stream, int status) throws IOException {
            frame(HEADERS, END_HEADERS, stream, 8, 3, '0' + status / 100, '0' + status / 10 % 10, '0' + status % 10);
        }

        void last(int stream, String body) throws IOException {
            frame(DATA, END_STREAM, stream, body.chars().toArray());
        }

        private void frame(int type, int flags, int stream, int... payload) throws IOException {
            out.writeByte(0);
            out.writeShort(payload.length);
            out.writeByte(type);
            out.writeByte(flags);
            out.writeInt(stream);
            for (int each : payload) {
                out.writeByte(each);
            }
            out.flush();
        }

        private void read(DataInputStream in) throws IOException {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            in.readFully(new byte[length]);
            if (type == SETTINGS && flags != ACK) {
                frame(SETTINGS, ACK, 0);
            }
            if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
                script.play(this, stream);
            }
        }
    }
}
