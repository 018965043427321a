package dev.takeone.journal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** What a Kafka client says when no waiting helps, in words that name the setting to mend. Repeats no secret. */
final class Refusals {
    private static final String TRUST = "kafka.ssl.truststore.location (KAFKA_SSL_TRUSTSTORE_LOCATION)";
    private static final String JAAS = "kafka.sasl.jaas.config (KAFKA_SASL_JAAS_CONFIG)";
    private static final String PROTOCOL = "kafka.security.protocol (KAFKA_SECURITY_PROTOCOL)";
    private static final List<String> OF_TLS = List.of("ssl", "pem ", "keystore", "truststore", "certificate");

    private Refusals() {}

    /** The message for a refusal by the brokers at {@code servers}. */
    static String of(Throwable refusal, String servers) {
        String kafka = "Kafka at " + servers;
        String why = innermost(refusal);
        return switch (refusal) {
            case SslAuthenticationException tls ->
                "No TLS connection with " + kafka + ": " + why + ". " + TRUST
                        + " has to hold the authority of the broker's"
                        + " certificate, kafka.bootstrap.servers to name the host that the certificate is for, and "
                        + PROTOCOL
                        + " to be the listener's; where the broker asks for a certificate of the client, it is"
                        + " kafka.ssl.keystore.location.";
            case SaslAuthenticationException login ->
                kafka + " does not accept the user or the password of " + JAAS + ": " + why + ".";
            case UnsupportedSaslMechanismException mechanism ->
                kafka + " has no such login: " + why + ". Mend kafka.sasl.mechanism (KAFKA_SASL_MECHANISM).";
            case IllegalSaslStateException unexpected ->
                kafka + " expects no login there: " + why + ". Mend " + PROTOCOL + ".";
            case AuthenticationException other ->
                kafka + " refuses to talk to this worker: " + why + ". Mend " + PROTOCOL + ", " + JAAS + " or " + TRUST
                        + ".";
            default -> kafka + " refuses: " + why;
        };
    }

    /** The message where {@code what} is not allowed. */
    static String denied(String servers, String what) {
        return "Kafka at " + servers + " does not allow this worker's user " + what
                + ". Give it the ACLs that the README lists.";
    }

    /** The message where no client can be made from the settings. */
    static String settings(Throwable unusable) {
        String all = causes(unusable)
                .map(cause -> String.valueOf(cause.getMessage()))
                .reduce("", (one, next) -> one + " " + next)
                .toLowerCase(Locale.ROOT);
        if (all.contains("jaas") || all.contains("login")) {
            // The client's own words may repeat a part of a password that is not quoted as it should be.
            return JAAS + " cannot be used: write <the class of the login module> required username=\"...\""
                    + " password=\"...\"; with the semicolon, and a class that belongs to kafka.sasl.mechanism.";
        }
        String why = innermost(unusable);
        boolean namesItsSetting = why.contains("for configuration");
        if (!namesItsSetting && OF_TLS.stream().anyMatch(all::contains)) {
            return "The Kafka client cannot use its TLS settings: " + why + ". Check " + TRUST
                    + ", kafka.ssl.truststore.type (PEM, PKCS12 or JKS) and its password, or kafka.ssl.keystore.* likewise.";
        }
        return "The Kafka client cannot use its settings (kafka.*): " + why;
    }

    static String innermost(Throwable error) {
        return causes(error)
                .reduce((outer, inner) -> inner)
                .map(cause -> Optional.ofNullable(cause.getMessage())
                        .orElse(cause.getClass().getSimpleName()))
                .map(text -> text.endsWith(".") ? text.substring(0, text.length() - 1) : text)
                .orElse("");
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause);
    }
}
