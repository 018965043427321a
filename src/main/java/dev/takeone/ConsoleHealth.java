package dev.takeone;

import dev.takeone.console.view.Reading;
import dev.takeone.outage.Outage;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** The checks behind {@code /q/health}, of a console: a broker that is away is no reason to restart it, nor to hide it. */
@ApplicationScoped
class ConsoleHealth {
    private static final String ROLE = "takeone.role";
    private static final String CONSOLE = "console";

    private final Console console;

    ConsoleHealth(Console console) {
        this.console = console;
    }

    @Produces
    @Readiness
    @LookupIfProperty(name = ROLE, stringValue = CONSOLE)
    HealthCheck ready() {
        return () -> check(console.reading().filter(Reading::ready).isPresent());
    }

    @Produces
    @Wellness
    @LookupIfProperty(name = ROLE, stringValue = CONSOLE)
    HealthCheck well() {
        return () -> broker(console.reading().flatMap(Reading::away));
    }

    private static HealthCheckResponse check(boolean ready) {
        return HealthCheckResponse.builder().name("topics read").status(ready).build();
    }

    private static HealthCheckResponse broker(Optional<Outage> away) {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.builder().name("broker").status(away.isEmpty());
        away.ifPresent(
                silent -> answer.withData("since", silent.since().toString()).withData("why", silent.why()));
        return answer.build();
    }
}
