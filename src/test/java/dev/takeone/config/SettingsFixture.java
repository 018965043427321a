package dev.takeone.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The settings as the worker reads them, from a map alone. */
public final class SettingsFixture {
    /** The name under which messages speak of the map. */
    static final String SOURCE = "test";

    private static final int ORDINAL = 100;

    private SettingsFixture() {}

    /** All defaults but for {@code given}. */
    public static Settings settings(Map<String, String> given) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(Settings.class)
                .withSources(new PropertiesConfigSource(given, SOURCE, ORDINAL))
                .build()
                .getConfigMapping(Settings.class);
    }
}
