package dev.takeone.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A console that knows no users listens on the loopback interface, unless somebody names another host. */
public final class ConsoleHost implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;

    /** Where the process listens. */
    public static final String HOST = "quarkus.http.host";

    private static final String LOOPBACK = "127.0.0.1";

    /** Of the application's own properties; what a person sets lies above. */
    private static final int OWN_ORDINAL = 250;

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue found = context.proceed(name);
        if (!name.equals(HOST) || found == null || found.getConfigSourceOrdinal() > OWN_ORDINAL) {
            return found;
        }
        return isOpenToAnybody(context) ? found.withValue(LOOPBACK) : found;
    }

    private static boolean isOpenToAnybody(ConfigSourceInterceptorContext context) {
        ConfigValue role = context.proceed("takeone.role");
        return role != null
                && "console".equals(role.getValue())
                && Stream.of("takeone.console.users-file", "takeone.console.proxies", "takeone.console.proxies[0]")
                        .allMatch(setting -> isUnset(context.proceed(setting)));
    }

    /** A variable that is set to nothing is how deployments leave a setting out. */
    private static boolean isUnset(@Nullable ConfigValue found) {
        return found == null || found.getValue() == null || found.getValue().isBlank();
    }
}
