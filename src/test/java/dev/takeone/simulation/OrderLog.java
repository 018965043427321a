package dev.takeone.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.orders.OrderReader;
import dev.takeone.orders.OrderReading;
import dev.takeone.orders.StandingOrders;
import java.time.Duration;
import java.util.List;

/** What the operators of a world order: purchases are held for minutes, and requests taken back. */
final class OrderLog {
    /** The longest that a replica takes to hear of an order. */
    private static final Duration HEARD = Duration.ofSeconds(2);

    private static final Duration LONGEST_HOLD = Duration.ofMinutes(3);

    private final World world;
    private StandingOrders standing = StandingOrders.none("takeone");

    OrderLog(World world) {
        this.world = world;
    }

    /** In some worlds nobody orders anything. */
    void begin() {
        Scheduler scheduler = world.scheduler();
        for (int each = scheduler.below(4); each > 0; each--) {
            String name = "hold-" + each;
            scheduler.soon(Options.STORM, () -> {
                give(name, "{\"command\":\"hold\"}");
                scheduler.in(scheduler.upTo(LONGEST_HOLD), () -> end(name));
            });
        }
        for (int each = scheduler.below(6); each > 0; each--) {
            String name = "withdraw-" + each;
            String request = "order-" + scheduler.below(world.options().requests());
            scheduler.soon(
                    Options.STORM, () -> give(name, "{\"command\":\"withdraw\",\"request_id\":\"" + request + "\"}"));
        }
    }

    private void give(String name, String order) {
        change(OrderReader.read(
                name.getBytes(UTF_8), order.getBytes(UTF_8), world.scheduler().now()));
    }

    private void end(String name) {
        change(new OrderReading.Ended(name));
    }

    private void change(OrderReading read) {
        standing = standing.after(List.of(read));
        world.faults().replicas().forEach(this::tell);
    }

    /** A replica hears of what stands then, soon. */
    void tell(Replica replica) {
        world.scheduler().in(world.scheduler().upTo(HEARD), () -> replica.hears(standing));
    }
}
