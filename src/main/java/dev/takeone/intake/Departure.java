package dev.takeone.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/**
 * Closes the channel before the framework does, so that the consumer leaves its group while the worker still waits for
 * answers. What the framework does later finds it closed.
 */
@ApplicationScoped
public class Departure {
    private static final Logger LOG = Logger.getLogger(Departure.class);

    private final RequestsConnector connector;

    /** Closes the channel of {@code connector}. */
    public Departure(@Connector(RequestsConnector.KIND) RequestsConnector connector) {
        this.connector = connector;
    }

    /**
     * Revokes every partition and leaves the group. Returns when that is done; after {@code atMost} it goes on by itself
     * for as long as the process lives, and the broker gives the member up when its session ends.
     */
    public void leave(Duration atMost) {
        Thread leaving = Thread.ofPlatform().daemon().name("takeone-leaving").start(connector::close);
        try {
            if (!leaving.join(atMost)) {
                LOG.warnf("The group is not left within %s s; the broker does not answer", atMost.toSeconds());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
