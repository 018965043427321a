package dev.takeone.journal.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTopicTest {
    @Test
    void whatIsCreatedPassesItsOwnCheck() {
        assertThat(AccountTopic.fault("video.account", 1, AccountTopic.SETTINGS))
                .isEmpty();
        assertThat(AccountTopic.warnings("video.account", AccountTopic.SETTINGS))
                .isEmpty();
    }

    @Test
    void aBoardThatIsNotStampedByTheBrokerIsNamedWithTheMend() {
        assertThat(AccountTopic.warnings(
                        "video.account",
                        Map.of("min.compaction.lag.ms", "300000", "message.timestamp.type", "CreateTime")))
                .singleElement()
                .asString()
                .startsWith("The topic video.account has message.timestamp.type=CreateTime: a worker whose clock is")
                .contains("--entity-name video.account --add-config 'message.timestamp.type=LogAppendTime'");
    }
}
