package dev.takeone;

import dev.takeone.config.ConsoleHost;
import dev.takeone.config.Limits;
import dev.takeone.config.Settings;
import dev.takeone.console.RunningConsole;
import dev.takeone.console.access.AccessSettings;
import dev.takeone.console.access.Networks;
import dev.takeone.console.access.Users;
import dev.takeone.console.picture.PictureSettings;
import dev.takeone.console.view.Reading;
import dev.takeone.console.web.Site;
import dev.takeone.console.web.WebSettings;
import dev.takeone.journal.clients.JournalSetup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The console's parts, put together: nothing of it is made in a worker. */
@ApplicationScoped
class Console {
    private static final Logger LOG = Logger.getLogger(Console.class);

    private final Settings settings;
    private final Limits limits;
    private final String host;
    private final String servers;
    private final JournalSetup setup;
    private final Vertx vertx;
    private final InstantSource clock = InstantSource.system();
    private Optional<Running> running = Optional.empty();

    /** What has begun, and ends again. */
    private record Running(RunningConsole parts, Site site) {
        void close() {
            site.close();
            parts.close();
        }
    }

    Console(
            Settings settings,
            Limits limits,
            @ConfigProperty(name = ConsoleHost.HOST) String host,
            @ConfigProperty(name = "kafka.bootstrap.servers") String servers,
            JournalSetup setup,
            Vertx vertx) {
        this.settings = settings;
        this.limits = limits;
        this.host = host;
        this.servers = servers;
        this.setup = setup;
        this.vertx = vertx;
    }

    /** Begins to read, and serves on {@code router}. */
    void start(Router router) {
        WebSettings web = web();
        boolean known =
                web.access().users().isPresent() || web.access().proxies().isPresent();
        if (!known && !isLoopback()) {
            throw new ConfigurationException("The console knows no users, and would show everything to everybody at "
                    + host + ": set takeone.console.users-file or takeone.console.proxies, or leave quarkus.http.host"
                    + " (QUARKUS_HTTP_HOST) out, to listen on the loopback interface only.");
        }
        RunningConsole parts =
                new RunningConsole(setup, picture(), limits.identityHeader().name(), clock);
        Site site = new Site(web, parts.state(), parts.actions(), vertx, clock);
        parts.start();
        site.mount(router);
        running = Optional.of(new Running(parts, site));
        LOG.infof("The console listens at %s%s", host, known ? "" : ", for reading only: it knows no users");
    }

    void stop() {
        running.ifPresent(Running::close);
    }

    /** How far it is with its reading; empty before the start. */
    Optional<Reading> reading() {
        return running.map(started -> started.parts().state().reading());
    }

    PictureSettings picture() {
        return new PictureSettings(
                settings.group(),
                settings.topics().requests(),
                servers,
                limits.rules(),
                settings.console().prompts(),
                PictureSettings.MOST_ENDED);
    }

    private WebSettings web() {
        Settings.Console console = settings.console();
        if (!console.session().isPositive()) {
            throw new ConfigurationException("takeone.console.session is "
                    + console.session().toSeconds() + " s; set it to a duration above zero, such as 8h.");
        }
        return new WebSettings(new AccessSettings(users(), proxies(), console.session()), settings.group());
    }

    private Optional<Users> users() {
        try {
            return settings.console().usersFile().map(file -> new Users(file, clock.instant()));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(wrong.getMessage());
        }
    }

    private Optional<AccessSettings.Proxies> proxies() {
        Settings.Console console = settings.console();
        try {
            return console.proxies()
                    .map(addresses -> new AccessSettings.Proxies(
                            new Networks(addresses),
                            console.userHeader(),
                            console.groupsHeader(),
                            Set.copyOf(console.viewers()),
                            Set.copyOf(console.operators())));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException("takeone.console.proxies: " + wrong.getMessage());
        }
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
