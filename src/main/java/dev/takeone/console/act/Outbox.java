package dev.takeone.console.act;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Where an action's records go. */
public interface Outbox {

    /**
     * Writes them, and waits until each is kept or is not, some seconds at most.
     *
     * @return for each record, in their order, why it may not have been kept; empty where it was
     */
    List<Optional<String>> write(List<Letter> letters);

    /** Writes them; what came of it, in the words of {@code says} where all were kept. */
    default Outcome send(List<Letter> letters, int count, String says) {
        List<String> failed = write(letters).stream().flatMap(Optional::stream).toList();
        return failed.isEmpty()
                ? new Outcome.Done(count, says)
                : new Outcome.Refused(
                        letters.size() - failed.size(),
                        failed.size() + " of " + letters.size() + " could not be written: " + failed.getFirst());
    }

    /**
     * A record.
     *
     * @param partition empty where the key chooses
     * @param key empty for none
     * @param value empty for a record that ends what its key names
     */
    record Letter(
            String topic, OptionalInt partition, Optional<byte[]> key, Optional<byte[]> value, List<Header> headers) {
        public Letter {
            headers = List.copyOf(headers);
        }

        /** Tells nothing of what it holds. */
        @Override
        public String toString() {
            return "Letter[" + topic + "]";
        }
    }

    /** One header of a record; a name may repeat. */
    record Header(String name, Optional<byte[]> value) {
        /** Tells nothing of what it holds. */
        @Override
        public String toString() {
            return "Header[" + name + "]";
        }
    }
}
