package dev.takeone.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URL;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the channel's consumer is told, as it is packaged. */
class RequestsChannelTest {
    private static final int PACKAGED = 100;
    private static final int USERS = 200;

    /** The broker would make it with its own number of partitions, whatever its owner and the journal have. */
    @Test
    void aTopicThatIsGoneIsNotMadeByAskingForIt() throws IOException {
        assertThat(setting("allow.auto.create.topics", Map.of())).isEqualTo("false");
    }

    @Test
    void addedPartitionsDoNotWaitFiveMinutesUnlessTheUserSaysSo() throws IOException {
        assertThat(setting("metadata.max.age.ms", Map.of())).isEqualTo("30000");
        assertThat(setting("metadata.max.age.ms", Map.of("kafka.metadata.max.age.ms", "300000")))
                .isEqualTo("300000");
    }

    private static String setting(String name, Map<String, String> users) throws IOException {
        URL packaged = Objects.requireNonNull(RequestsConnector.class.getResource("/application.properties"));
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(packaged, PACKAGED))
                .withSources(new PropertiesConfigSource(users, "users", USERS))
                .build()
                .getValue("mp.messaging.incoming.requests." + name, String.class);
    }
}
