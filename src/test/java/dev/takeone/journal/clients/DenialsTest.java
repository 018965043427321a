package dev.takeone.journal.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The words; that brokers and clients really answer so is shown by an integration test. */
class DenialsTest {
    private static final String SERVERS = "kafka:9093";

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(new SaslAuthenticationException("bad password"), "kafka.sasl.jaas.config"),
                Arguments.of(new UnsupportedSaslMechanismException("no PLAIN"), "kafka.sasl.mechanism"),
                Arguments.of(new IllegalSaslStateException("unexpected"), "kafka.security.protocol"),
                Arguments.of(new SslAuthenticationException("no path"), "kafka.ssl.truststore.location"),
                Arguments.of(new SslAuthenticationException("no path"), "kafka.bootstrap.servers"),
                Arguments.of(new AuthenticationException("another"), "kafka.security.protocol"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalNamesTheBrokersTheReasonAndTheSetting(Exception refusal, String setting) {
        assertThat(Denials.of(refusal, SERVERS)).contains(SERVERS, String.valueOf(refusal.getMessage()), setting);
    }

    @Test
    void theInnermostReasonIsTold() {
        Exception handshake = new SslAuthenticationException("SSL handshake failed", new Exception("no path."));

        assertThat(Denials.of(handshake, SERVERS)).contains(": no path. ").doesNotContain("handshake failed");
    }

    /** A password that is not quoted is read as words, and the client's message repeats one of them. */
    @Test
    void aLoginThatCannotBeReadIsNotRepeated() {
        Exception unreadable = new KafkaException(
                "failed", new IllegalArgumentException("Value not specified for key 'secret' in JAAS config"));

        assertThat(Denials.settings(unreadable))
                .contains("kafka.sasl.jaas.config")
                .doesNotContain("secret");
    }

    @Test
    void otherSettingsThatCannotBeUsedAreToldInTheClientsWords() {
        assertThat(Denials.settings(
                        new KafkaException("Failed to construct", new Exception("Failed to load SSL keystore"))))
                .contains("kafka.ssl.truststore.location", "Failed to load SSL keystore");
        assertThat(Denials.settings(
                        new KafkaException("Invalid value x for configuration security.protocol: one of SASL_SSL")))
                .contains("kafka.*", "security.protocol")
                .doesNotContain("truststore");
    }
}
