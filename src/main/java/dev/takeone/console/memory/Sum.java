package dev.takeone.console.memory;

import java.math.BigDecimal;

/** Adds up money. Most jobs cost what the one before them did, which is only counted. */
final class Sum {
    private BigDecimal total = BigDecimal.ZERO;
    private BigDecimal last = BigDecimal.ZERO;
    private int times;

    @SuppressWarnings("BigDecimalEquals") // the same amount written otherwise is only counted anew
    void add(BigDecimal amount) {
        if (!amount.equals(last)) {
            total = total();
            last = amount;
            times = 0;
        }
        times++;
    }

    BigDecimal total() {
        return total.add(last.multiply(BigDecimal.valueOf(times)));
    }
}
