package dev.takeone.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each alert has to make of which series: {@code alerts/cases.yaml}. */
final class AlertCases {
    private static final Path FILE = Path.of("src", "test", "resources", "alerts", "cases.yaml");
    private static final Map<String, String> LABELS =
            Map.of("namespace", "production", "job", "takeone", "instance", "w-0");

    /**
     * One of them.
     *
     * @param fires whether the alert is to be firing
     * @param given what is special about the series
     */
    record Case(String alert, boolean fires, String given, Series series) {
        String name() {
            return alert + (fires ? " fires: " : " is silent: ") + given;
        }

        /** As one of promtool's tests. */
        Map<String, Object> test() {
            List<Map<String, String>> input = series.series().entrySet().stream()
                    .map(each -> Map.of("series", labelled(each.getKey()), "values", each.getValue()))
                    .toList();
            String where = series.namespace().orElse("production");
            String expression = "(count(ALERTS{alertname=\"%s\",alertstate=\"firing\",namespace=\"%s\"}) > bool 0)"
                    .formatted(alert, where);
            Map<String, Object> expected = Map.of(
                    "expr",
                    expression + " or vector(0)",
                    "eval_time",
                    series.at(),
                    "exp_samples",
                    List.of(Map.of("labels", "{}", "value", fires ? 1 : 0)));
            return Map.of(
                    "name", name(), "interval", "1m", "input_series", input, "promql_expr_test", List.of(expected));
        }
    }

    /**
     * What is given.
     *
     * @param at when the alert is asked for, such as {@code 10m}
     * @param namespace whose alert, where it is not production's
     * @param series names and labels with values as promtool reads them
     */
    record Series(String at, Optional<String> namespace, Map<String, String> series) {}

    private AlertCases() {}

    /** All of them. */
    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        Strict.documents(FILE).getFirst().properties().forEach(alert -> {
            add(alert.getKey(), true, alert.getValue().path("fires"), cases);
            add(alert.getKey(), false, alert.getValue().path("silent"), cases);
        });
        return cases;
    }

    private static void add(String alert, boolean fires, JsonNode given, List<Case> out) {
        given.properties().forEach(each -> {
            Map<String, String> series = new LinkedHashMap<>();
            each.getValue()
                    .path("series")
                    .properties()
                    .forEach(one -> series.put(one.getKey(), one.getValue().textValue()));
            out.add(new Case(
                    alert,
                    fires,
                    each.getKey(),
                    new Series(
                            each.getValue().path("at").textValue(),
                            Optional.ofNullable(
                                    each.getValue().path("namespace").textValue()),
                            series)));
        });
    }

    /** The series with the labels that every series of Prometheus has. */
    private static String labelled(String series) {
        String own = series.contains("{") ? series.substring(series.indexOf('{') + 1, series.length() - 1) : "";
        String added = LABELS.entrySet().stream()
                .filter(label -> !own.contains(label.getKey() + "="))
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(","));
        String name = series.replaceFirst("\\{.*", "");
        return name + "{" + own + (own.isEmpty() || added.isEmpty() ? "" : ",") + added + "}";
    }
}
