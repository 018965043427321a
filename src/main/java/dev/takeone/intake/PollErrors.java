package dev.takeone.intake;

import dev.takeone.journal.clients.Denials;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** What {@code poll()} throws, in words that say what to mend. */
final class PollErrors {
    private PollErrors() {}

    /**
     * The partition whose data cannot be read, where that is what the error says. Of kafka-clients 4.1.1, {@code
     * CompletedFetch} and {@code FetchCollector} name it in the text only, as {@code topic-partition}.
     */
    static Optional<TopicPartition> partition(Throwable error, Collection<TopicPartition> assigned) {
        if (error instanceof RecordDeserializationException record) {
            return Optional.of(record.topicPartition());
        }
        if (error instanceof RetriableException) {
            return Optional.empty();
        }
        String text = String.valueOf(error.getMessage());
        return assigned.stream().filter(each -> names(text, each.toString())).findFirst();
    }

    private static boolean names(String text, String partition) {
        int found = text.indexOf(partition);
        int after = found + partition.length();
        return found >= 0 && (after == text.length() || !Character.isDigit(text.charAt(after)));
    }

    /** What to tell of a batch at {@code offset}. */
    static String unreadable(Throwable error, TopicPartition partition, long offset) {
        String mend = causes(error).anyMatch(PollErrors::ofALibrary)
                ? "The library for its compression cannot be loaded: give the worker a temporary folder"
                        + " (-Djava.io.tmpdir) that it may write to and load libraries from, and start it again"
                : "Mend the broker's copy of it, or delete the records up to it (kafka-delete-records.sh), which are"
                        + " then lost";
        return "the batch at offset " + offset + " of " + partition + " cannot be read (" + innermost(error)
                + "). Nothing is passed over, and it is tried again by itself. " + mend + ".";
    }

    /** Native code that is missing is told by an error, not by an exception. */
    private static boolean ofALibrary(Throwable cause) {
        return cause instanceof Error && !(cause instanceof VirtualMachineError);
    }

    /** What to tell where nothing at all can be read; empty where the watch on the broker tells it. */
    static Optional<String> hindrance(Throwable error, String servers, String group) {
        return switch (error) {
            case AuthenticationException told -> Optional.empty();
            case InconsistentGroupProtocolException other ->
                Optional.of(
                        "the group " + group + " has members of another kind, which is no group for this worker: stop"
                                + " them, or give Takeone a group that nobody else uses (takeone.group, TAKEONE_GROUP).");
            case InvalidSessionTimeoutException range ->
                Optional.of("the broker does not take the group's session timeout (" + innermost(range)
                        + "): set takeone.intake.session-timeout (TAKEONE_INTAKE_SESSION_TIMEOUT) within the broker's"
                        + " group.min.session.timeout.ms and group.max.session.timeout.ms.");
            case GroupMaxSizeReachedException full ->
                Optional.of("the group " + group + " is full: start fewer replicas, or raise the broker's"
                        + " group.max.size.");
            case GroupAuthorizationException denied ->
                Optional.of(Denials.denied(servers, "to read as a member of the group " + group));
            case TopicAuthorizationException denied ->
                Optional.of(Denials.denied(servers, "to read from the topics " + denied.unauthorizedTopics()));
            default -> Optional.of("the consumer fails (" + innermost(error) + ").");
        };
    }

    private static String innermost(Throwable error) {
        Throwable cause = causes(error).reduce((outer, inner) -> inner).orElse(error);
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause);
    }
}
