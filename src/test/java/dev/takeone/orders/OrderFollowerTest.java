package dev.takeone.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.logs.LogLines;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFollowerTest {
    @Test
    void anOrderThatTheTopicHasLostIsToldWithItsMend() {
        OrderFollower.tellLost("price\nshock", "commands");

        assertThat(said.lines())
                .singleElement()
                .asString()
                .contains("The order price shock stood and is not in commands any more", "write it again");
    }

    /** An end that is written where it was not looked for would be believed until they are noticed. */
    @Test
    void partitionsThatAreAddedDoNotStayUnnoticedForMinutes() {
        assertThat(OrderFollower.settings(Map.of("bootstrap.servers", "broker:9092")))
                .containsEntry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        assertThat(OrderFollower.settings(Map.of(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 100)))
                .as("whoever sets it knows better")
                .containsEntry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 100);
    }

    @RegisterExtension
    final LogLines said = new LogLines(OrderFollower.class);

    /** Whoever may write the topic may hold the money, and not write the log. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"hold\",\"reason\":\"shock\\n00:00:00.000 INFO  paid\\u2028\"}",
                "{\"a\\nb\":1}",
                ""
            })
    void noOrderMakesASecondLine(String value) {
        byte[] name = "hold\n00:00:00.000 INFO  paid\u2029".getBytes(UTF_8);

        OrderFollower.tell(OrderReader.read(name, value.getBytes(UTF_8), Instant.EPOCH), "commands-0-7");
        OrderFollower.tell(OrderReader.read(name, null, Instant.EPOCH), "commands-0-8");

        assertThat(said.lines())
                .hasSize(2)
                .allMatch(line -> line.contains("hold 00:00:00.000 INFO  paid "))
                .noneMatch(line -> line.matches("(?s).*[\\p{Cc}\\p{Zl}\\p{Zp}].*"));
    }
}
