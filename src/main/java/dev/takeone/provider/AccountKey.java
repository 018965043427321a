package dev.takeone.provider;

import java.util.List;
import java.util.stream.Stream;

/**
 * The account's key, which may be exchanged while calls are open. Those before it are remembered, since the answers to
 * calls that were made with them may repeat them. May be used on any thread; never prints a key.
 */
public final class AccountKey {
    /** More than are exchanged while a call is open. */
    private static final int REMEMBERED = 16;

    private volatile List<String> newestFirst;

    /** Calls carry {@code key}, without the white space around it. */
    public AccountKey(String key) {
        this.newestFirst = List.of(key.strip());
    }

    /** Calls that begin from now on carry {@code next}, without the white space around it. */
    public synchronized void exchange(String next) {
        newestFirst = Stream.concat(Stream.of(next.strip()), newestFirst.stream())
                .distinct()
                .limit(REMEMBERED)
                .toList();
    }

    /** What a call that begins now carries. */
    public String current() {
        return newestFirst.getFirst();
    }

    /** The current one, and those before it. */
    List<String> all() {
        return newestFirst;
    }
}
