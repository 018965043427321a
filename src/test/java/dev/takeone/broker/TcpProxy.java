package dev.takeone.broker;

import dev.takeone.process.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A bad network between clients and a broker, on the loopback interface: it passes bytes on, late, or not at all. The
 * broker has to advertise the proxy's port, or its clients would go past it.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BACKLOG = 50;
    private static final int CHUNK = 16 * 1024;
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    private final int port = LoopbackPorts.free();
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean refusing;
    private volatile boolean stalled;
    private volatile boolean swallowing;
    private volatile Duration delay = Duration.ZERO;

    private TcpProxy() {
        try {
            door = new ServerSocket();
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** A proxy that refuses everybody until it is told where to. */
    public static TcpProxy open() {
        return new TcpProxy();
    }

    /** Where clients are to connect to. */
    public int port() {
        return port;
    }

    /** Passes on to this port of the loopback interface. */
    public void to(int other) {
        target = other;
    }

    /** Ends every connection; new ones are made as before. */
    public void cut() {
        open.forEach(TcpProxy::closeQuietly);
    }

    /** Ends every connection, and every new one at once. */
    public void refuse() {
        refusing = true;
        cut();
    }

    /** Keeps connections open and passes nothing on: what is sent waits. */
    public void stall() {
        stalled = true;
    }

    /** Passes requests on and drops what is answered. */
    public void swallowAnswers() {
        swallowing = true;
    }

    /** Passes everything on later by so much. */
    public void slowBy(Duration later) {
        delay = later;
    }

    /** A good network again; connections whose answers were dropped end, since what follows would make no sense. */
    public void restore() {
        if (swallowing) {
            refuse();
        }
        stalled = false;
        swallowing = false;
        delay = Duration.ZERO;
        refusing = false;
    }

    @Override
    public void close() {
        refuse();
        closeQuietly(door);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        if (refusing || target == 0) {
            closeQuietly(client);
            return;
        }
        try {
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(client);
            open.add(broker);
            if (refusing) {
                // It was told to after it was asked here, and did not find these.
                closeQuietly(client);
                closeQuietly(broker);
            }
            Thread.ofVirtual().start(() -> pass(client, broker, false));
            Thread.ofVirtual().start(() -> pass(broker, client, true));
        } catch (IOException away) {
            closeQuietly(client);
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int read = from.getInputStream().read(chunk);
                    read >= 0;
                    read = from.getInputStream().read(chunk)) {
                hold(from);
                if (!(answers && swallowing)) {
                    to.getOutputStream().write(chunk, 0, read);
                }
            }
        } catch (IOException cut) {
            // Both sides are told below, which is all that a network can do.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private void hold(Socket from) {
        long until = System.nanoTime() + delay.toNanos();
        while (!from.isClosed() && (stalled || System.nanoTime() - until < 0)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static void closeQuietly(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception gone) {
            // It is closed, and that is what was wanted.
        }
    }
}
