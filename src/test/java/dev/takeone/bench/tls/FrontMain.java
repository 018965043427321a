package dev.takeone.bench.tls;

import dev.takeone.tls.Certificate;
import dev.takeone.tls.TlsFront;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** TLS in front of the simulator, in a process of its own, so that its part of a handshake is not the client's. */
final class FrontMain {
    static final String READY = "front listens on ";

    private FrontMain() {}

    /** Takes the key store's path and the port behind. Ends with whoever started it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path keyStore = Path.of(arguments[0]);
        try (TlsFront front = new TlsFront(new Certificate(keyStore, keyStore), Integer.parseInt(arguments[1]))) {
            System.out.println(READY + front.port());
            new CountDownLatch(1).await();
        }
    }
}
