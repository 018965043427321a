package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.docs.Pages;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The dashboard is one that Grafana shows as it is written, and leaves out nothing that the worker tells. */
class DashboardTest {
    /** Grafana's grid is that wide. Source: its documentation, "Dashboard JSON model", "Panel size and position". */
    private static final int COLUMNS = 24;

    /** The newest that Grafana 12.1 knows; it brings older ones up to date by itself. */
    private static final int SCHEMA = 41;

    /** Ids of Grafana's {@code valueFormats/categories.ts}; it shows a number under an unknown one without a unit. */
    private static final Set<String> UNITS = Set.of("short", "s", "cpm", "percentunit", "bytes");

    /** A metric of the reference's table, but for what Prometheus adds to the names of histograms and summaries. */
    private static final Pattern TOLD = Pattern.compile("(?m)^\\| `(takeone_[a-z_]+)` \\|");

    private static final JsonNode DASHBOARD =
            Strict.documents(Metrics.DASHBOARD).getFirst();

    private static List<JsonNode> all() {
        return list(DASHBOARD.path("panels"));
    }

    /** Without the rows' heads. */
    private static List<JsonNode> panels() {
        return all().stream().filter(panel -> !isRow(panel)).toList();
    }

    private static boolean isRow(JsonNode panel) {
        return panel.path("type").asText().equals("row");
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String title(JsonNode panel) {
        return panel.path("title").asText();
    }

    /** The cells of the grid that a panel covers, as "x,y". */
    private static Stream<String> cells(JsonNode panel) {
        JsonNode at = panel.path("gridPos");
        int left = at.path("x").asInt();
        int top = at.path("y").asInt();
        return IntStream.range(left, left + at.path("w").asInt())
                .boxed()
                .flatMap(x -> IntStream.range(top, top + at.path("h").asInt()).mapToObj(y -> x + "," + y));
    }

    @Test
    void noPanelCoversAnother() {
        Set<String> covered = new HashSet<>();

        assertThat(all()).hasSizeGreaterThan(40).allSatisfy(panel -> {
            assertThat(cells(panel)).as(title(panel)).isNotEmpty().allMatch(covered::add);
            assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
                    .as(title(panel))
                    .isLessThanOrEqualTo(COLUMNS);
        });
    }

    /** Grafana puts a panel into the row before it in the list, wherever the grid has it. */
    @Test
    void theListHasTheGridsOrder() {
        assertThat(all())
                .extracting(panel -> panel.at("/gridPos/y").asInt() * COLUMNS
                        + panel.at("/gridPos/x").asInt())
                .isSorted();
        assertThat(all())
                .filteredOn(DashboardTest::isRow)
                .hasSize(5)
                .allSatisfy(row -> assertThat(row.path("panels")).isEmpty());
    }

    @Test
    void idsAndTitlesAreUnique() {
        assertThat(all()).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(all()).extracting(DashboardTest::title).doesNotHaveDuplicates();
        assertThat(panels())
                .allSatisfy(panel -> assertThat(panel.path("targets").findValuesAsText("refId"))
                        .as(title(panel))
                        .doesNotHaveDuplicates());
    }

    @Test
    void aPanelSaysWhatItShowsInWhichUnitAndOfWhom() {
        assertThat(panels()).allSatisfy(panel -> {
            String unit = panel.at("/fieldConfig/defaults/unit").asText();

            assertThat(title(panel)).isNotBlank();
            assertThat(unit).as(title(panel)).isIn(UNITS);
            assertThat(panel.path("targets").findValuesAsText("legendFormat"))
                    .as(title(panel))
                    .hasSameSizeAs(panel.path("targets"))
                    .isNotEmpty()
                    .doesNotContain("")
                    .doesNotHaveDuplicates();
        });
        assertThat(panels())
                .filteredOn(panel -> panel.path("type").asText().equals("stat"))
                .isNotEmpty()
                .allSatisfy(panel -> assertThat(panel.path("description").asText())
                        .as(title(panel))
                        .isNotBlank());
    }

    /** A legend of {@code {{label}}} is empty where the query does not keep that label. */
    @Test
    void aLegendNamesOnlyWhatTheQueryKeeps() {
        Pattern label = Pattern.compile("\\{\\{([a-z]+)}}");

        assertThat(panels())
                .flatExtracting(panel -> list(panel.path("targets")))
                .allSatisfy(target -> {
                    List<String> named = label.matcher(
                                    target.path("legendFormat").asText())
                            .results()
                            .map(match -> match.group(1))
                            .toList();
                    assertThat(named)
                            .allSatisfy(each -> assertThat(target.path("expr").asText())
                                    .containsPattern("by \\([a-z, ]*\\b" + each + "\\b"));
                });
    }

    /** One Prometheus may hold several installations, and lanes of one account. */
    @Test
    void everyQueryIsOfTheInstallationsThatAreChosen() {
        Pattern selector = Pattern.compile("\\b(?:takeone|kafka|jvm|process)_[a-z_]+(\\{[^}]*})?");

        assertThat(DASHBOARD.findValuesAsText("expr"))
                .allSatisfy(query -> assertThat(selector.matcher(query).results())
                        .isNotEmpty()
                        .allSatisfy(each ->
                                assertThat(each.group(1)).contains("namespace=~\"$namespace\"", "job=~\"$job\"")));
        assertThat(list(DASHBOARD.at("/templating/list")))
                .extracting(each -> each.path("name").asText())
                .contains("namespace", "job");
    }

    @Test
    void itIsOfAVersionThatGrafanaReads() {
        assertThat(DASHBOARD.path("schemaVersion").asInt()).isEqualTo(SCHEMA);
        assertThat(DASHBOARD.path("uid").asText()).isEqualTo("takeone");
        assertThat(DASHBOARD.has("id")).isFalse();
    }

    @Test
    void whateverTheWorkerTellsIsOnIt() {
        Set<String> told = TOLD.matcher(Pages.text(Pages.REFERENCE))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> shown = DASHBOARD.findValuesAsText("expr").stream()
                .flatMap(query -> Metrics.names(query).stream())
                .map(name -> name.replaceFirst("_(bucket|sum|count|max)$", ""))
                .collect(Collectors.toSet());

        assertThat(told).hasSizeGreaterThan(25);
        assertThat(shown).containsAll(told);
    }
}
