package dev.takeone.journal.clients;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** What a Kafka client says when no waiting helps, in words that name the setting to mend. Repeats no secret. */
public final class Denials {
    private static final String TRUST = "kafka.ssl.truststore.location (KAFKA_SSL_TRUSTSTORE_LOCATION)";
    private static final String JAAS = "kafka.sasl.jaas.config (KAFKA_SASL_JAAS_CONFIG)";
    private static final String PROTOCOL = "kafka.security.protocol (KAFKA_SECURITY_PROTOCOL)";
    private static final List<String> OF_TLS = List.of("ssl", "pem ", "keystore", "truststore", "certificate");

    private Denials() {}

    /** The message for a refusal by the brokers at {@code servers}. */
    public static String of(Throwable refusal, String servers) {
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
    public static String denied(String servers, String what) {
        return "Kafka at " + servers + " does not allow this worker's user " + what
                + ". Give it the ACLs that src/docs/reference.md#rights lists.";
    }

    /** The message where no client can be made from the settings. */
    public static String settings(Throwable unusable) {
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

    /** Why decisions cannot be written, as shown at {@code /q/health/well}; {@code now} is what this machine's clock says. */
    public static String ofWriting(Throwable error, Instant now) {
        String why = causes(error)
                .reduce((outer, inner) -> inner)
                .map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage())
                .orElse("");
        return causes(error)
                .flatMap(cause -> mend(cause, now).stream())
                .findFirst()
                .map(mend -> why + ". " + mend)
                .orElse(why);
    }

    private static Optional<String> mend(Throwable cause, Instant now) {
        return switch (cause) {
            case InvalidTimestampException clock ->
                Optional.of(
                        "The broker does not take the time of this worker's records: this machine's clock says " + now
                                + ". Set it right, or have the broker stamp them: message.timestamp.type=LogAppendTime of the"
                                + " topics that takeone.topics.* name, but for the requests topic.");
            case NotEnoughReplicasException few ->
                Optional.of("Fewer brokers are in sync than min.insync.replicas asks for: bring brokers back.");
            case AuthorizationException denied ->
                Optional.of("Give this worker's user the ACLs that src/docs/reference.md#rights lists.");
            case RecordTooLargeException large -> Optional.of("Raise max.message.bytes of the topic.");
            case TimeoutException late ->
                Optional.of(
                        "The broker does not take it in time: a partition has no leader, the broker is slow, or a quota"
                                + " (producer_byte_rate) is too small.");
            default -> Optional.empty();
        };
    }

    /** The message where {@code who} finds no coordinator on a broker that answers. */
    public static String noCoordinator(String who) {
        return "there is no coordinator for " + who
                + ". If the broker answers otherwise, it cannot make its own topics: it"
                + " needs as many brokers as transaction.state.log.replication.factor and"
                + " offsets.topic.replication.factor ask for. On a single broker set both to 1, and"
                + " transaction.state.log.min.isr to 1.";
    }

    /** The message where a transaction does not come to its end. */
    public static String heldUp() {
        return "the journal's last transaction has not come to its end, and holds up all others: a partition that it wrote"
                + " to has no leader, or fewer brokers in sync than min.insync.replicas asks for. Bring its brokers back.";
    }

    public static String innermost(Throwable error) {
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
