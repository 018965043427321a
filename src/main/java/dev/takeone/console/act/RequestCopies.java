package dev.takeone.console.act;

import dev.takeone.console.view.RecordAt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads requests as their senders wrote them. */
public interface RequestCopies {

    /** The request at this place. */
    Copy at(RecordAt place);

    /** What there is. */
    sealed interface Copy {

        /**
         * The record.
         *
         * @param publishedAt its time
         */
        record Found(Optional<byte[]> key, List<Outbox.Header> headers, Optional<byte[]> value, Instant publishedAt)
                implements Copy {
            public Found {
                headers = List.copyOf(headers);
            }

            /** Tells nothing of what was asked for. */
            @Override
            public String toString() {
                return "Found[]";
            }
        }

        /** It is not there, or cannot be read; why, in a sentence. */
        record Missing(String why) implements Copy {}
    }
}
