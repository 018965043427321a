package dev.takeone.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Speaks TLS with whoever calls, and plain bytes with a server of this machine. */
public final class TlsFront implements AutoCloseable {
    private final ServerSocket socket;
    private final int behind;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /**
     * Listens on a loopback port when this returns.
     *
     * @param certificate what it shows
     * @param behind the server's port
     */
    public TlsFront(Certificate certificate, int behind) {
        this(certificate.served(Optional.empty()), false, behind);
    }

    private TlsFront(SSLContext tls, boolean mutual, int behind) {
        this.behind = behind;
        try {
            SSLServerSocket listening = (SSLServerSocket)
                    tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            listening.setNeedClientAuth(mutual);
            socket = listening;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** One that carries nothing for who shows no certificate of this CA. */
    public static TlsFront forCallersOf(Certificate authority, Certificate certificate, int behind) {
        return new TlsFront(certificate.served(Optional.of(authority)), true, behind);
    }

    public int port() {
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
                Socket caller = socket.accept();
                open.add(caller);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
                open.add(server);
                Thread.ofVirtual().start(() -> carry(caller, server));
                Thread.ofVirtual().start(() -> carry(server, caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // Either side may end first, and ends the other by it.
        }
    }
}
