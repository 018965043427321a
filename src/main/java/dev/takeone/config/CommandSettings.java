package dev.takeone.config;

import dev.takeone.journal.clients.JournalSettings;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The worker's settings for a command of its jar, which runs without the worker's frame: the same variables, the same
 * {@code config/application.properties}, and the same settings of Kafka's clients.
 */
public final class CommandSettings {
    private static final String KAFKA = "kafka.";
    private static final String DEFAULTS = "application.properties";

    /** Quarkus's own ranks: a file beside the jar comes before what is packed in it, and the environment before both. */
    private static final int PACKED = 250;

    private static final int BESIDE = 260;

    private CommandSettings() {}

    /**
     * What the journal's clients are told.
     *
     * @param use what the clients' names end with
     * @throws RuntimeException that {@link StartFailure} has words for, where a setting is wrong
     */
    public static JournalSetup setup(String use) {
        SmallRyeConfig config = config();
        return setup(config.getConfigMapping(Settings.class), kafka(config), use);
    }

    /**
     * The worker's own.
     *
     * @throws RuntimeException that {@link StartFailure} has words for, where a setting is wrong
     */
    public static Settings settings() {
        return config().getConfigMapping(Settings.class);
    }

    private static SmallRyeConfig config() {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .addDefaultSources()
                .withProfile("prod")
                .withMapping(Settings.class);
        packed().ifPresent(url -> builder.withSources(source(url, PACKED)));
        Path beside = Path.of("config", DEFAULTS);
        if (Files.isRegularFile(beside)) {
            builder.withSources(source(url(beside), BESIDE));
        }
        return builder.build();
    }

    private static JournalSetup setup(Settings settings, Map<String, Object> kafka, String use) {
        Settings.Topics topics = settings.topics();
        return new JournalSetup(
                kafka,
                topics(settings),
                new JournalSettings(
                        settings.group(),
                        use,
                        settings.journal().retention(),
                        topics.partitions(),
                        false,
                        settings.journal().onMismatch()));
    }

    /** The topics by their settings. */
    public static TopicNames topics(Settings settings) {
        Settings.Topics topics = settings.topics();
        return new TopicNames(
                topics.requests(),
                topics.submitted(),
                topics.completed(),
                topics.failed(),
                topics.jobs(),
                topics.receipts(),
                topics.commands(),
                topics.account(),
                settings.webhook().url().map(used -> topics.callbacks()));
    }

    /** By the rule that the worker's frame goes by: {@code KAFKA_SASL_JAAS_CONFIG} is {@code sasl.jaas.config}. */
    static Map<String, Object> kafka(SmallRyeConfig config) {
        Map<String, Object> kafka = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            String dotted = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", ".");
            if (dotted.startsWith(KAFKA)) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> kafka.put(dotted.substring(KAFKA.length()), value));
            }
        }
        return kafka;
    }

    private static Optional<URL> packed() {
        return Optional.ofNullable(CommandSettings.class.getClassLoader().getResource(DEFAULTS));
    }

    private static PropertiesConfigSource source(URL url, int rank) {
        try {
            return new PropertiesConfigSource(url, rank);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(url + " cannot be read", unreadable);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
