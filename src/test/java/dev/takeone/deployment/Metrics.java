package dev.takeone.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that the dashboard, the alerts and the scaling ask for. */
final class Metrics {
    static final Path DASHBOARD = Path.of("deploy", "grafana", "dashboards", "takeone.json");
    static final Path ALERTS = Path.of("deploy", "prometheus", "alerts.yaml");
    private static final Path SCALING = Path.of("k8s", "overlays", "production", "scaledobject.yaml");

    private static final Pattern NAME = Pattern.compile("\\b(?:takeone|kafka|jvm|process|http)_[a-z0-9_]+");
    private static final Pattern SELECTOR = Pattern.compile("(" + NAME + ")\\{([^}]*)}");
    private static final Set<String> ADDED = Set.of("namespace", "job");
    private static final Pattern WANTED = Pattern.compile("([a-z]+)=~?\"([a-z_|]+)\"");

    /** A value of a label that a query selects; such a query would be empty for ever if there were none. */
    record Labelled(String metric, String label, String value) {
        boolean isIn(String scrape) {
            return Pattern.compile("(?m)^" + metric + "\\{[^}]*\\b" + label + "=\"" + value + "\"")
                    .matcher(scrape)
                    .find();
        }
    }

    private Metrics() {}

    static List<String> queries() {
        Stream<String> expressions = Stream.of(DASHBOARD, ALERTS)
                .flatMap(file -> Strict.documents(file).stream())
                .flatMap(document -> document.findValuesAsText("expr").stream());
        Stream<String> scaling = Strict.documents(SCALING).stream()
                .flatMap(document -> document.findValues("query").stream())
                .map(JsonNode::asText);
        return Stream.concat(expressions, scaling).toList();
    }

    static Set<String> names(String query) {
        return NAME.matcher(query).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The values that a query selects by, but for namespace and job, which Prometheus adds. */
    static Set<Labelled> selected(String query) {
        return SELECTOR.matcher(query)
                .results()
                .flatMap(selector -> WANTED.matcher(selector.group(2))
                        .results()
                        .filter(wanted -> !ADDED.contains(wanted.group(1)))
                        .flatMap(wanted -> Stream.of(wanted.group(2).split("\\|", -1))
                                .map(value -> new Labelled(selector.group(1), wanted.group(1), value))))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
