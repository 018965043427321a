package dev.takeone.intake;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;

/** Gives the channel's consumer the group's times, which are settings of Takeone's own. */
@ApplicationScoped
public class GroupSettings implements ClientCustomizer<Map<String, Object>> {
    private final GroupTimes times;

    /** Gives {@code times}. */
    public GroupSettings(GroupTimes times) {
        this.times = times;
    }

    @Override
    public Map<String, Object> customize(String channel, Config config, Map<String, Object> client) {
        client.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                milliseconds(times.session().toMillis()));
        client.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                milliseconds(times.heartbeat().toMillis()));
        return client;
    }

    /** As text, as every other setting of the channel. */
    private static String milliseconds(long amount) {
        return Long.toString(amount);
    }
}
