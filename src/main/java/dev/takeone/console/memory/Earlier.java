package dev.takeone.console.memory;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What rows that were read before tell of a paid request that a job's last row does not tell of any more.
 *
 * @param attempt its number, from 1
 * @param refused whether it was not accepted; else it began
 * @param at in milliseconds
 */
public record Earlier(int attempt, boolean refused, long at) {
    /** Of more the latest are kept. */
    private static final int MOST = 30;

    static List<Earlier> after(List<Earlier> known, Optional<Earlier> next) {
        return next.isEmpty()
                ? known
                : Stream.concat(known.stream().skip(Math.max(0, known.size() + 1 - MOST)), next.stream())
                        .toList();
    }

    /** It in a few words, without the time. */
    public String words() {
        return "paid request " + attempt + (refused ? " was not accepted" : "");
    }
}
