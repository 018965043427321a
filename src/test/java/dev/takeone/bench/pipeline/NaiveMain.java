package dev.takeone.bench.pipeline;

import dev.takeone.bench.Topics;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;

/** Runs {@link NaiveWorker} with SmallRye's Kafka connector, in a container of its own instead of Quarkus. */
final class NaiveMain {
    private static Optional<Role> role = Optional.empty();

    private NaiveMain() {}

    /** What this process was told. */
    static Role role() {
        return role.orElseThrow(() -> new IllegalStateException("nobody has started this process"));
    }

    public static void main(String[] arguments) {
        role = Optional.of(Role.of(arguments));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withDefaultValues(settings(role()))
                .build();
        ConfigProviderResolver.instance()
                .registerConfig(config, Thread.currentThread().getContextClassLoader());
        new Weld().addBeanClass(NaiveWorker.class).initialize();
        System.out.println(Role.READY);
    }

    private static Map<String, String> settings(Role role) {
        Topics topics = new Topics(role.name());
        Map<String, String> settings = new HashMap<>();
        channel(settings, "incoming.requests", topics.requests(), role.consumer());
        channel(settings, "outgoing.submitted", topics.submitted(), role.producer());
        channel(settings, "outgoing.completed", topics.completed(), role.producer());
        return settings;
    }

    private static void channel(
            Map<String, String> settings, String channel, String topic, Map<String, Object> client) {
        String prefix = "mp.messaging." + channel + ".";
        settings.put(prefix + "connector", "smallrye-kafka");
        settings.put(prefix + "topic", topic);
        client.forEach((name, value) -> settings.put(prefix + name, value.toString()));
    }
}
