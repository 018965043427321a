package dev.takeone;

import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The checks behind {@code /q/health}, of a console. */
@ApplicationScoped
class ConsoleHealth {
    @Produces
    @Readiness
    @LookupIfProperty(name = "takeone.role", stringValue = "console")
    HealthCheck ready() {
        return () -> HealthCheckResponse.up("topics read");
    }
}
