package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.config.SettingsList;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** What the worker lets itself be told, and what it takes where it is told nothing. */
final class Settable {
    private Settable() {}

    /**
     * Whether an environment variable sets anything: one of Takeone's own, the Kafka clients', or what
     * {@code application.properties} has.
     */
    static boolean isSettable(String variable) {
        return variable.startsWith("KAFKA_")
                || SettingsList.all().stream()
                        .anyMatch(setting -> setting.variable().equals(variable))
                || properties().stringPropertyNames().stream()
                        .anyMatch(property -> variable(property).equals(variable));
    }

    /** By MicroProfile Config's rule for environment variables. */
    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    static void requireSettable(String variable) {
        assertThat(isSettable(variable)).as(variable).isTrue();
    }

    /** The port of health and metrics. */
    static int httpPort() {
        return Integer.parseInt(properties().getProperty("quarkus.http.port"));
    }

    /** How long a stop may take. */
    static Duration drain() {
        return duration("takeone.shutdown.timeout");
    }

    /** The default of a setting that is a duration. */
    static Duration duration(String property) {
        return Duration.parse("PT" + SettingsList.standard(property).toUpperCase(Locale.ROOT));
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream file = Objects.requireNonNull(Settable.class.getResourceAsStream("/application.properties"))) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
