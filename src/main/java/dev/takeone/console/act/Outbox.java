package dev.takeone.console.act;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where an action's records go. */
public interface Outbox {

    /**
     * Writes them, and waits until each is kept or is not, some seconds at most.
     *
     * @return what came of each, in their order
     */
    List<Written> write(List<Letter> letters);

    /** What came of a record. */
    sealed interface Written {

        /** It is in its topic. */
        record Kept() implements Written {}

        /** It is not; why, a sentence. */
        record Not(String why) implements Written {}

        /** Nobody has said, and it may be; why, likewise. */
        record Maybe(String why) implements Written {}
    }

    /** Writes them; what came of it, in the words of {@code says} where all were kept. */
    default Outcome send(List<Letter> letters, int count, String says) {
        return outcome(write(letters), count, says);
    }

    /** What came of all, in the words of {@code says} where each was kept. */
    static Outcome outcome(List<Written> all, int count, String says) {
        List<String> not = new ArrayList<>();
        List<String> maybe = new ArrayList<>();
        for (Written each : all) {
            switch (each) {
                case Written.Kept _kept -> {}
                case Written.Not(String why) -> not.add(why);
                case Written.Maybe(String why) -> maybe.add(why);
            }
        }
        if (not.isEmpty() && maybe.isEmpty()) {
            return new Outcome.Done(count, says);
        }
        int kept = all.size() - not.size() - maybe.size();
        String ofAll = " of " + all.size();
        String missed = Stream.concat(
                        not.stream().limit(1).map(why -> not.size() + ofAll + " could not be written: " + ended(why)),
                        maybe.stream()
                                .limit(1)
                                .map(why -> maybe.size() + ofAll + " may have been written, or not: " + ended(why)))
                .collect(Collectors.joining(" "));
        return maybe.isEmpty() ? new Outcome.Refused(kept, missed) : new Outcome.Unknown(kept, missed);
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
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
