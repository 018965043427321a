package dev.takeone.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers as the packaged worker does: not ready the first two times that it is asked. */
final class FakeWorker {
    private static final int NOT_READY_TIMES = 2;

    private FakeWorker() {}

    public static void main(String[] arguments) throws IOException {
        if ("no".equals(System.getenv("STARTS"))) {
            System.out.println("takeone.provider.api-key is missing");
            System.exit(4);
        }
        AtomicInteger asked = new AtomicInteger();
        int port = Integer.parseInt(System.getenv().getOrDefault("QUARKUS_HTTP_PORT", "0"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(asked.incrementAndGet() > NOT_READY_TIMES ? 200 : 503, -1);
            exchange.close();
        });
        System.out.println("worker " + System.getenv("TAKEONE_WORKER_ID") + " on "
                + System.getenv("KAFKA_BOOTSTRAP_SERVERS") + " and " + System.getenv("TAKEONE_PROVIDER_URL"));
        server.start();
    }
}
