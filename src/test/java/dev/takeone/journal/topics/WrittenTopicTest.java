package dev.takeone.journal.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WrittenTopicTest {
    @Test
    void aTopicThatTakesTheLargestEventAndIsStampedByTheBrokerIsWell() {
        Map<String, String> found = Map.of("max.message.bytes", "1000000", "message.timestamp.type", "LogAppendTime");

        assertThat(WrittenTopic.fault("video.failed", found)).isEmpty();
        assertThat(WrittenTopic.warning("video.failed", found)).isEmpty();
    }

    @Test
    void aTopicThatDoesNotTakeTheLargestEventIsNamedWithTheMend() {
        assertThat(WrittenTopic.fault("video.failed", Map.of("max.message.bytes", "999999")))
                .hasValueSatisfying(fault -> assertThat(fault)
                        .startsWith("The topic video.failed has max.message.bytes=999999, and needs at least 1000000")
                        .contains("--entity-name video.failed --add-config 'max.message.bytes=1048588'"));
    }

    @Test
    void aTopicThatTrustsTheWorkersClockIsNamedWithTheMend() {
        assertThat(WrittenTopic.warning("video.jobs", Map.of("message.timestamp.type", "CreateTime")))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("--entity-name video.jobs --add-config 'message.timestamp.type=LogAppendTime'"));
    }

    @Test
    void ofSettingsThatMayNotBeSeenNothingIsSaid() {
        assertThat(WrittenTopic.fault("video.jobs", Map.of())).isEmpty();
        assertThat(WrittenTopic.warning("video.jobs", Map.of())).isEmpty();
    }
}
