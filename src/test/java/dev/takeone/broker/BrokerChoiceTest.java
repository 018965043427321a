package dev.takeone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerChoiceTest {
    @ParameterizedTest
    @CsvSource({"auto, AUTO", "docker, DOCKER", "local, LOCAL", "Local, LOCAL", "' local ', LOCAL"})
    void aChoiceGoesByItsNameInAnyLetterCase(String name, BrokerChoice choice) {
        assertThat(BrokerChoice.of(name)).isEqualTo(choice);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheSettingAndWhatItTakes() {
        assertThatThrownBy(() -> BrokerChoice.of("podman"))
                .hasMessage("takeone.test.kafka (or TAKEONE_TEST_KAFKA) is \"podman\"; it takes auto, docker, local");
    }
}
