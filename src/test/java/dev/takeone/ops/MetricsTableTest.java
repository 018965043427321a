package dev.takeone.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Sight;
import dev.takeone.docs.Pages;
import dev.takeone.journal.JournalObserver;
import dev.takeone.orders.StandingOrders;
import dev.takeone.request.catalogue.ModelCatalogue;
import dev.takeone.worker.WorkerStatus;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of metrics is what a scrape has: names, types, labels and meanings. */
@SuppressWarnings("deprecation") // the registry is the one that Quarkus brings
class MetricsTableTest {
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (takeone_\\w+) (.*)$");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (takeone_\\w+) (\\w+)$");

    @Test
    void theTableHasEveryMetricAndNoOther() {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new WorkerMeters(metrics, ModelCatalogue.bundled().ids());
        new JournalMeters(metrics).unread(Map.of(0, new JournalObserver.Unread(0, Duration.ZERO)));
        WorkerStatus idle = new WorkerStatus(
                Instant.EPOCH,
                false,
                0,
                Map.of(),
                Map.of(),
                new WorkerStatus.Jobs(0, 0, 0, 0, 0, Optional.empty()),
                new WorkerStatus.Calls(0, 0, List.of()),
                Optional.empty(),
                Map.of(),
                Optional.empty());
        new StatusGauges(() -> idle, new FakeIntake(), InstantSource.system()).bindTo(metrics);
        new CallbackMeters(metrics);
        new CallbackGauge(() -> 0).bindTo(metrics);
        new OrderGauges(() -> StandingOrders.none("takeone")).bindTo(metrics);
        new AccountGauges(() -> Sight.NONE).bindTo(metrics);
        new SpendGauges(() -> Sight.NONE.spending(), () -> 0).bindTo(metrics);

        assertThat(Pages.text(Pages.REFERENCE).lines().filter(line -> line.startsWith("| `takeone_")))
                .containsExactlyInAnyOrderElementsOf(rows(metrics));
    }

    private static List<String> rows(PrometheusMeterRegistry metrics) {
        String scrape = metrics.scrape();
        Map<String, String> types = new TreeMap<>();
        TYPE.matcher(scrape).results().forEach(found -> types.put(found.group(1), found.group(2)));
        Map<String, String> labels = metrics.getMeters().stream()
                .map(Meter::getId)
                .collect(Collectors.toMap(
                        id -> id.getConventionName(metrics.config().namingConvention()),
                        id -> id.getTags().stream()
                                .map(tag -> "`" + tag.getKey() + "`")
                                .collect(Collectors.joining(", ")),
                        (one, same) -> one));
        return HELP.matcher(scrape)
                .results()
                // A timer's greatest value of late stands beside it as a gauge.
                .filter(found -> !found.group(1).endsWith("_max"))
                .map(found -> row(found, types, labels))
                .toList();
    }

    private static String row(MatchResult found, Map<String, String> types, Map<String, String> labels) {
        String name = found.group(1);
        return "| `" + name + "` | " + types.get(name) + " | " + labels.getOrDefault(name, "?") + " | " + found.group(2)
                + ". |";
    }
}
