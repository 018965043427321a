package dev.takeone.console.memory;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What providers say of failures, in little memory: each text once, and without what has a digit in it, since numbers and ids
 * make each text another. Not safe for several threads.
 */
final class ProviderWords {
    /** Different texts; of more the rest is not kept. */
    static final int MOST = 5_000;

    private static final int LONGEST = 120;

    /** Stands for what is left out. */
    private static final String LEFT_OUT = "…";

    private final Map<String, String> known = new HashMap<>();

    /** What is kept of a text; empty where it says nothing, or there is no room for it. */
    String kept(String said) {
        String plain = plain(said);
        Optional<String> same = Optional.ofNullable(known.get(plain));
        if (same.isPresent() || plain.isEmpty() || known.size() >= MOST) {
            return same.orElse("");
        }
        known.put(plain, plain);
        return plain;
    }

    /** Forgets all but these, as it gave them. */
    void keepOnly(Collection<String> used) {
        known.keySet().retainAll(used);
    }

    private static String plain(String said) {
        StringBuilder plain = new StringBuilder();
        String last = "";
        for (String word : said.strip().split("\\s+", -1)) {
            String next = word.chars().anyMatch(Character::isDigit) ? LEFT_OUT : word;
            if (plain.length() <= LONGEST && !(next.equals(LEFT_OUT) && last.equals(LEFT_OUT))) {
                plain.append(plain.isEmpty() ? "" : " ").append(next);
                last = next;
            }
        }
        int end = Math.min(LONGEST, plain.length());
        boolean broken = end < plain.length() && Character.isHighSurrogate(plain.charAt(end - 1));
        return plain.substring(0, broken ? end - 1 : end);
    }
}
