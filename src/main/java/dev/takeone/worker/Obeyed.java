package dev.takeone.worker;

import dev.takeone.job.Job;
import dev.takeone.job.JobInput;
import dev.takeone.orders.StandingOrders;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The orders that this worker obeys. Before it has heard of any, it begins no POST: there may be one that forbids it. Changed on
 * the worker's thread, and asked on any.
 */
final class Obeyed {
    private volatile Optional<StandingOrders> orders = Optional.empty();

    /** These stand from now on, in the place of all before. */
    void change(StandingOrders next) {
        orders = Optional.of(next);
    }

    /** The offset of the topic of orders before which this worker obeys each; empty where it has read none. */
    OptionalLong readTo() {
        return orders.map(StandingOrders::readTo).orElseGet(OptionalLong::empty);
    }

    /** Whether no POST may begin for this model: by an order, or as none has been read yet. */
    boolean holds(String model) {
        return orders.map(each -> each.hold(model).isPresent()).orElse(true);
    }

    /** What takes this job back, where an order does. */
    Optional<JobInput.Withdrawn> withdrawal(Job job) {
        return orders.flatMap(each -> each.withdrawal(job))
                .map(order -> new JobInput.Withdrawn(order.name(), order.reason()));
    }
}
