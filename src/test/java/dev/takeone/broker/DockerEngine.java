package dev.takeone.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** Asks whether there is a Docker engine, without the log lines that Testcontainers has for the answer no. */
final class DockerEngine {
    private DockerEngine() {}

    static boolean answers() {
        return mayBeThere() && testcontainersReachesIt();
    }

    /** Spares machines that have none the half second in which Testcontainers tries everything. */
    private static boolean mayBeThere() {
        String home = System.getProperty("user.home");
        String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/run/user");
        return System.getenv("DOCKER_HOST") != null
                || System.getProperty("os.name").startsWith("Windows")
                || Stream.of(
                                "/var/run/docker.sock",
                                runtime + "/docker.sock",
                                home + "/.docker/run/docker.sock",
                                home + "/.docker/desktop/docker.sock",
                                home + "/.testcontainers.properties")
                        .anyMatch(place -> Files.exists(Path.of(place)));
    }

    private static boolean testcontainersReachesIt() {
        Logger logger = Logger.getLogger("org.testcontainers");
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF);
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } finally {
            logger.setLevel(before);
        }
    }
}
