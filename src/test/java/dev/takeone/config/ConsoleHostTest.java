package dev.takeone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleHostTest {
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int OF_THE_APPLICATION = 250;
    private static final int OF_THE_ENVIRONMENT = 300;

    @Test
    void aConsoleThatKnowsNoUsersIsNotReachedFromOutside() {
        assertThat(host(Map.of("takeone.role", "console"), Map.of())).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"takeone.console.users-file", "takeone.console.proxies", "takeone.console.proxies[0]"})
    void aSettingThatIsLeftEmptyIsNoUsers(String setting) {
        assertThat(host(Map.of("takeone.role", "console"), Map.of(setting, ""))).isEqualTo("127.0.0.1");
    }

    static Stream<Map<String, String>> open() {
        return Stream.of(
                Map.of(),
                Map.of("takeone.role", "worker"),
                Map.of("takeone.role", "console", "takeone.console.users-file", "/etc/users"),
                Map.of("takeone.role", "console", "takeone.console.proxies", "10.0.0.1"),
                Map.of("takeone.role", "console", "takeone.console.proxies[0]", "10.0.0.1"));
    }

    @ParameterizedTest
    @MethodSource("open")
    void aWorkerAndAConsoleWithUsersAreReachedFromEverywhere(Map<String, String> set) {
        assertThat(host(set, Map.of())).isEqualTo(EVERYWHERE);
    }

    /** The start ends with an error then, instead of listening where nobody asked for. */
    @Test
    void aHostThatSomebodyHasNamedIsNotPassedOver() {
        assertThat(host(Map.of("takeone.role", "console"), Map.of(ConsoleHost.HOST, "10.1.2.3")))
                .isEqualTo("10.1.2.3");
    }

    private static String host(Map<String, String> set, Map<String, String> environment) {
        Map<String, String> own = new HashMap<>(set);
        own.put(ConsoleHost.HOST, EVERYWHERE);
        return new SmallRyeConfigBuilder()
                .withInterceptors(new ConsoleHost())
                .withSources(
                        new PropertiesConfigSource(own, "application", OF_THE_APPLICATION),
                        new PropertiesConfigSource(environment, "environment", OF_THE_ENVIRONMENT))
                .build()
                .getConfigValue(ConsoleHost.HOST)
                .getValue();
    }
}
