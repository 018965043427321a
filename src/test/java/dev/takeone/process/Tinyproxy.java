package dev.takeone.process;

import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Debian's tinyproxy on a free loopback port, which asks for a user and a password. */
public final class Tinyproxy implements AutoCloseable {
    /** What it asks for. */
    public static final String CREDENTIALS = "otto:tiny-s3cret";

    private static final Optional<Path> PROGRAM = Stream.of("/usr/bin/tinyproxy", "/usr/sbin/tinyproxy")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();

    private final int port = LoopbackPorts.free();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final ChildProcess process;

    private Tinyproxy(Path program, Path folder, int allowed) {
        try {
            Path settings = Files.write(
                    folder.resolve("tinyproxy.conf"),
                    List.of(
                            "Port " + port,
                            "Listen 127.0.0.1",
                            "LogLevel Connect",
                            "BasicAuth " + CREDENTIALS.replace(':', ' '),
                            "ConnectPort " + allowed));
            List<String> command = List.of(program.toString(), "-d", "-c", settings.toString());
            process = ChildProcess.start(
                    new ChildProcess.Command("tinyproxy", command, Map.of(), Optional.empty()), log::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this machine has one. */
    public static boolean isInstalled() {
        return PROGRAM.isPresent();
    }

    /** Starts one that tunnels to this port alone, and returns when it listens. */
    public static Tinyproxy start(Path folder, int allowed) {
        Tinyproxy started = new Tinyproxy(PROGRAM.orElseThrow(), folder, allowed);
        Waiting.until("tinyproxy listens", started::listens);
        return started;
    }

    public int port() {
        return port;
    }

    /** What it wrote so far. */
    public List<String> log() {
        return List.copyOf(log);
    }

    private boolean listens() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
