package dev.takeone.console.memory;

import java.util.EnumMap;
import java.util.Map;

/** How many of each kind there are. */
@SuppressWarnings("EnumOrdinal") // an index within this process, and for nobody else
final class Counts<E extends Enum<E>> {
    private final Class<E> kind;
    private final int[] counts;

    Counts(Class<E> kind) {
        this.kind = kind;
        this.counts = new int[kind.getEnumConstants().length];
    }

    void add(E one) {
        counts[one.ordinal()]++;
    }

    int of(E one) {
        return counts[one.ordinal()];
    }

    int sum() {
        int sum = 0;
        for (int each : counts) {
            sum += each;
        }
        return sum;
    }

    /** Those of which there are any. */
    Map<E, Integer> map() {
        Map<E, Integer> map = new EnumMap<>(kind);
        for (E each : kind.getEnumConstants()) {
            if (of(each) > 0) {
                map.put(each, of(each));
            }
        }
        return map;
    }
}
