package dev.takeone.broker;

import dev.takeone.waiting.Waiting;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/** Users who have just been made: the broker says that it has, before all of it has heard of them. */
public final class Logins {
    private Logins() {}

    /** Waits until a client with these settings may log in. */
    public static void await(Map<String, Object> client) {
        try (Admin admin = Admin.create(client)) {
            Waiting.until("the broker knows the user", () -> knows(admin));
        }
    }

    private static boolean knows(Admin admin) {
        try {
            return !Waiting.done(admin.describeCluster().nodes()).isEmpty();
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof SaslAuthenticationException) {
                return false;
            }
            throw new IllegalStateException(refused);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }
}
