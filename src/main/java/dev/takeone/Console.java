package dev.takeone;

import dev.takeone.config.ConsoleHost;
import dev.takeone.config.Limits;
import dev.takeone.config.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The console's part of a process: nothing of it is made in a worker. */
@ApplicationScoped
class Console {
    private static final Logger LOG = Logger.getLogger(Console.class);

    private final Settings settings;
    private final Limits limits;
    private final String host;

    Console(Settings settings, Limits limits, @ConfigProperty(name = ConsoleHost.HOST) String host) {
        this.settings = settings;
        this.limits = limits;
        this.host = host;
    }

    void start() {
        limits.identityHeader();
        boolean known = settings.console().usersFile().isPresent()
                || settings.console().proxies().isPresent();
        if (!known && !isLoopback()) {
            throw new ConfigurationException("The console knows no users, and would show everything to everybody at "
                    + host + ": set takeone.console.users-file or takeone.console.proxies, or leave quarkus.http.host"
                    + " (QUARKUS_HTTP_HOST) out, to listen on the loopback interface only.");
        }
        LOG.infof("The console listens at %s%s", host, known ? "" : ", for reading only: it knows no users");
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
