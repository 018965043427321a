package dev.takeone.bench;

import dev.takeone.process.WorkerProcess;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** What packaged workers are told. */
public final class Workers {
    /** More than anybody reaches here: the account's quota is not what is measured. */
    private static final String NO_LIMIT = "100000000";

    private Workers() {}

    /** The environment of a worker on these topics, with a name of its own and a quota that nobody meets. */
    public static Map<String, String> environment(String bootstrapServers, URI provider, Topics topics) {
        Map<String, String> environment =
                new HashMap<>(WorkerProcess.environment(bootstrapServers, provider, Provider.API_KEY));
        environment.putAll(topics.environment());
        environment.put("TAKEONE_WORKER_ID", topics.name());
        environment.put("TAKEONE_PROVIDER_REQUESTS_PER_MINUTE", NO_LIMIT);
        return environment;
    }
}
