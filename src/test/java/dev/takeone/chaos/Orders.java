package dev.takeone.chaos;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What upstream apps ask for: requests that share keys, some of them twice, and some that the provider spoils. The same
 * seed gives the same requests. Without an end; for one thread.
 */
final class Orders {
    /** Of each by the catalogue, US dollars: four seconds of the fast model at 720p. */
    static final BigDecimal ESTIMATE = new BigDecimal("0.256");

    private static final int KEYS = 37;
    private static final int REMEMBERED = 200;
    private static final double REPEATED = 0.05;
    private static final double SPOILED = 0.45;

    /** A way to spoil a request; {@code lost} as {@link Order#lost}. */
    private record Spoiling(String directives, boolean lost) {}

    /** Each as likely as the others; {@code [sim:...]} is what the simulator reads. */
    private static final List<Spoiling> SPOILINGS = List.of(
            certain("[sim:slow-answer=1:500]"),
            certain("[sim:slow-answer=1:1500]"),
            certain("[sim:slow-answer=1:4000]"),
            certain("[sim:throttle=1:1]"),
            certain("[sim:keys-away]"),
            certain("[sim:forbidden]"),
            certain("[sim:spoiled-answer]"),
            certain("[sim:sensitive]"),
            certain("[sim:fails]"),
            certain("[sim:cancelled]"),
            certain("[sim:no-url]"),
            certain("[sim:several-ids=2]"),
            certain("[sim:at-once]"),
            certain("[sim:other-words][sim:url-string]"),
            certain("[sim:check-cut][sim:check-502][sim:check-garbage]"),
            certain("[sim:check-slow=2:1500][sim:check-throttle=1:1]"),
            certain("[sim:not-found=2][sim:mystery]"),
            certain("[sim:seconds=25]"),
            lost("[sim:cut-after-accept]"),
            lost("[sim:reset-after-accept]"),
            lost("[sim:half-answer]"),
            lost("[sim:no-id]"),
            lost("[sim:html-502-after-accept]"),
            lost("[sim:unavailable=1:1]"),
            lost("[sim:unavailable-after-accept=1:1]"),
            lost("[sim:cut-after-accept][sim:in-progress=1:1]"),
            lost("[sim:cut-before-accept]"),
            lost("[sim:reset-before-accept]"),
            lost("[sim:gateway-timeout]"),
            lost("[sim:server-error]"),
            lost("[sim:cut-after-accept][sim:throttle=1:1]"),
            lost("[sim:cut-after-accept][sim:forbidden]"),
            lost("[sim:cut-before-accept][sim:sensitive]"));

    private final RandomGenerator chance;
    private final Deque<Order> lately = new ArrayDeque<>();
    private int count;

    Orders(long seed) {
        chance = new SplittableRandom(seed);
    }

    Order next() {
        if (!lately.isEmpty() && chance.nextDouble() < REPEATED) {
            return lately.stream()
                    .skip(chance.nextInt(lately.size()))
                    .findFirst()
                    .orElseThrow()
                    .again();
        }
        Order order = fresh();
        lately.addLast(order);
        if (lately.size() > REMEMBERED) {
            lately.removeFirst();
        }
        return order;
    }

    private Order fresh() {
        String id = "c" + ++count;
        String key = "customer-" + chance.nextInt(KEYS);
        if (chance.nextDouble() < 0.01) {
            return new Order(id, key, body(id, "").replace("prompt", "promt"), false, false);
        }
        if (chance.nextDouble() >= SPOILED) {
            return new Order(id, key, body(id, ""), false, false);
        }
        Spoiling spoiling = SPOILINGS.get(chance.nextInt(SPOILINGS.size()));
        return new Order(id, key, body(id, spoiling.directives()), false, spoiling.lost());
    }

    private static String body(String id, String directives) {
        return "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"#%s a kite over the sea %s\",\"duration\":4}"
                .formatted(id, directives);
    }

    private static Spoiling certain(String directives) {
        return new Spoiling(directives, false);
    }

    private static Spoiling lost(String directives) {
        return new Spoiling(directives, true);
    }
}
