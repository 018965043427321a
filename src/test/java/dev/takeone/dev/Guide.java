package dev.takeone.dev;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to type, or to paste into an IDE, while broker and simulator run. */
final class Guide {
    /** Beside where to work: to ask soon, since simulated videos take seconds, and to keep to this machine. */
    private static final Map<String, String> AT_HAND = Map.of(
            "TAKEONE_WORKER_ID", "dev",
            "TAKEONE_STATUS_FIRST_CHECK", "1s",
            "TAKEONE_STATUS_INTERVAL", "1s",
            "QUARKUS_HTTP_HOST", "127.0.0.1");

    private Guide() {}

    /**
     * The lines.
     *
     * @param worker what every worker has to be told here
     * @param bootstrapServers as it stands in {@code worker}
     */
    static List<String> lines(Map<String, String> worker, String bootstrapServers) {
        Map<String, String> all = new TreeMap<>(worker);
        all.putAll(AT_HAND);
        Stream<String> shell = all.entrySet().stream().map(each -> "  export " + each.getKey() + "=" + each.getValue());
        String pasted = all.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(";"));
        return Stream.of(
                        Stream.of("The environment of a worker, in a shell:"),
                        shell,
                        Stream.of(
                                "",
                                "The same in one line, as IDEs take it, for a configuration that runs the jar:",
                                "  " + pasted,
                                "",
                                "A worker, in that shell (health at http://127.0.0.1:8080/q/health); after a change,",
                                "./mvnw package -DskipTests builds it again:",
                                "  java -jar target/quarkus-app/quarkus-run.jar",
                                "",
                                "A request, and what comes of it:",
                                "  echo '{\"model\":\"veo3.1-fast-official\",\"prompt\":\"a paper boat in the rain\"}' \\",
                                "    | kcat -b " + bootstrapServers + " -t video.requests -H request-id=mine-1 -P",
                                "  kcat -b " + bootstrapServers
                                        + " -t video.completed -C -o beginning -f '%h\\n%s\\n\\n'",
                                "",
                                "Ctrl-C ends broker and simulator, and what they hold is gone."))
                .flatMap(each -> each)
                .toList();
    }
}
