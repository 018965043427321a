package dev.takeone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.config.Limits;
import dev.takeone.config.Settings;
import dev.takeone.config.SettingsFixture;
import dev.takeone.journal.clients.JournalSettings;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.waiting.Waiting;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console makes of the settings, before it reads anything. */
class ConsoleTest {
    private static final String BROKER = "127.0.0.1:1";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void end() throws Exception {
        Waiting.done(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private Console console(String host, Map<String, String> given) {
        Settings settings = SettingsFixture.settings(given);
        return new Console(
                settings,
                new Limits(settings),
                host,
                BROKER,
                new JournalSetup(
                        Map.of("bootstrap.servers", BROKER),
                        new TopicNames("r", "s", "c", "f", "j", "rc", "o", "a"),
                        new JournalSettings(
                                "takeone",
                                "console-1",
                                Duration.ofHours(24),
                                1,
                                true,
                                JournalSettings.OnMismatch.STOP)),
                vertx);
    }

    /** Whoever named it would have shown everything to everybody. */
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3"})
    void withoutUsersItDoesNotListenWhereOthersReachIt(String host) {
        Console console = console(host, Map.of());

        assertThatThrownBy(() -> console.start(Router.router(vertx)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(host, "knows no users", "takeone.console.users-file", "QUARKUS_HTTP_HOST");
        assertThat(console.reading()).as("nothing was begun").isEmpty();
    }

    @Test
    void promptsAreReadForNoPageUnlessThatIsSet() {
        assertThat(console("127.0.0.1", Map.of()).picture().prompts()).isFalse();
        assertThat(console("127.0.0.1", Map.of("takeone.console.prompts", "true"))
                        .picture()
                        .prompts())
                .isTrue();
    }
}
