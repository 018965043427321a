package dev.takeone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.config.ApiKeyWatch;
import dev.takeone.config.Settings;
import dev.takeone.config.SettingsFixture;
import dev.takeone.logs.LogLines;
import dev.takeone.provider.http.ProviderClient;
import io.vertx.mutiny.core.Vertx;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the start tells of the way to the provider. */
class ProviderWiringTest {
    @RegisterExtension
    final LogLines said = new LogLines("dev.takeone");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.closeAndAwait();
    }

    @Test
    void aKeyDoesNotGoOutInTheClearWithoutAWarningAtTheStart() {
        start("http://api.example.com");

        assertThat(said.lines())
                .filteredOn(line -> line.startsWith("WARN"))
                .singleElement()
                .asString()
                .startsWith("WARN takeone.provider.url is plain http")
                .contains("api.example.com", "start it with https://")
                .doesNotContain("sk-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.example.com", "http://127.0.0.1:8090", "http://localhost:8090"})
    void whatNobodyOnTheWayCanReadWarnsOfNothing(String url) {
        start(url);

        assertThat(said.lines()).noneMatch(line -> line.startsWith("WARN"));
    }

    private void start(String url) {
        Settings settings =
                SettingsFixture.settings(Map.of("takeone.provider.url", url, "takeone.provider.api-key", "sk-key"));
        try (ApiKeyWatch apiKey = new ApiKeyWatch(settings.provider())) {
            ProviderWiring wiring = new ProviderWiring(settings);
            ProviderClient made = wiring.provider(vertx, apiKey, new NamedStores(Optional.empty()));
            wiring.close(made);
        }
    }
}
