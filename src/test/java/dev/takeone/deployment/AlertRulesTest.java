package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.takeone.deployment.AlertCases.Case;
import dev.takeone.job.FailureReason;
import dev.takeone.provider.quota.Closure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every alert fires when it is to, and is silent when it is not. */
class AlertRulesTest {
    private static final Path ALERTS = Path.of("deploy", "prometheus", "alerts.yaml");
    private static final List<Case> CASES = AlertCases.all();

    private static List<String> alerts() {
        return Strict.documents(ALERTS).getFirst().findValuesAsText("alert");
    }

    @Test
    void everyAlertHasSeriesThatFireItAndOthersThatDoNot() {
        assertThat(alerts())
                .allSatisfy(alert -> assertThat(CASES)
                        .filteredOn(each -> each.alert().equals(alert))
                        .extracting(Case::fires)
                        .contains(true, false));
        assertThat(CASES).extracting(Case::alert).isSubsetOf(alerts());
        assertThat(CASES).extracting(Case::name).doesNotHaveDuplicates();
    }

    /** A word that the code has and no alert asks for would be told to nobody. */
    @Test
    void everyWayToFailAndEveryHoldIsInAnAlert() {
        String rules = String.join("\n", Strict.documents(ALERTS).getFirst().findValuesAsText("expr"));
        Stream<String> words = Stream.concat(
                // What an operator has ordered surprises nobody.
                Arrays.stream(FailureReason.values())
                        .filter(reason -> reason != FailureReason.WITHDRAWN)
                        .map(FailureReason::label),
                Arrays.stream(Closure.Cause.values()).map(cause -> cause.name().toLowerCase(Locale.ROOT)));

        assertThat(words)
                .allSatisfy(word -> assertThat(rules).containsPattern("[\"|]" + Pattern.quote(word) + "[\"|]"));
    }

    /** One that sums over deployments fires for none of them while the others are well. */
    @Test
    void noAlertAddsUpDeployments() {
        assertThat(Strict.documents(ALERTS).getFirst().findValuesAsText("expr"))
                .allSatisfy(rule -> assertThat(rule)
                        .contains("by (namespace, job")
                        .doesNotContainPattern("\\b(sum|max|min|count|avg) ?\\("));
    }

    /**
     * Needs Prometheus' own promtool, which Debian's package prometheus has: CI installs it. It evaluates every rule of a
     * file in every case, so that each alert is tried in a file of its own.
     */
    @Test
    void everyAlertFiresWhenItIsToAndOnlyThen(@TempDir Path folder) throws IOException, InterruptedException {
        Optional<Path> promtool = onPath("promtool");
        assumeThat(promtool)
                .as(
                        "SKIPPED: there is no promtool on the PATH, so that no alert was tried (apt-get install prometheus)")
                .isPresent();
        List<String> tests = new ArrayList<>();
        for (String alert : alerts()) {
            tests.add(tests(alert, folder).toString());
        }

        assertGood(promtool.get(), "check", List.of(ALERTS.toString()));
        assertGood(promtool.get(), "test", tests);
    }

    /** A file with the cases of one alert, beside one with its rule. */
    private static Path tests(String alert, Path folder) throws IOException {
        List<JsonNode> rules = Strict.documents(ALERTS).getFirst().findValues("rules").stream()
                .flatMap(group -> StreamSupport.stream(group.spliterator(), false))
                .filter(rule -> rule.path("alert").asText().equals(alert))
                .toList();
        Path file = write(
                folder.resolve(alert + ".yaml"), Map.of("groups", List.of(Map.of("name", alert, "rules", rules))));
        return write(
                folder.resolve(alert + "-tests.yaml"),
                Map.of(
                        "rule_files",
                        List.of(file.toString()),
                        "evaluation_interval",
                        "1m",
                        "tests",
                        CASES.stream()
                                .filter(each -> each.alert().equals(alert))
                                .map(Case::test)
                                .toList()));
    }

    private static Path write(Path file, Map<String, Object> content) throws IOException {
        return Files.writeString(file, new YAMLMapper().writeValueAsString(content));
    }

    private static void assertGood(Path promtool, String command, List<String> files)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(promtool.toString(), command, "rules"));
        words.addAll(files);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
