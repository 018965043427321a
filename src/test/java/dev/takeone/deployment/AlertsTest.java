package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.config.SettingsList;
import dev.takeone.docs.Pages;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRuleSpec;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every alert says what to do, in words that lead somewhere. */
class AlertsTest {
    private static final JsonNode FILE = Strict.documents(Metrics.ALERTS).getFirst();
    private static final List<Rule> ALERTS = Strict.as(FILE, PrometheusRuleSpec.class).getGroups().stream()
            .flatMap(group -> group.getRules().stream())
            .toList();

    private static Rule alert(String name) {
        return ALERTS.stream()
                .filter(rule -> rule.getAlert().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a person on call reads: the alerts' annotations and the panels' descriptions. */
    private static Stream<String> wordsThatMatch(String pattern) {
        Stream<String> texts = Stream.concat(
                ALERTS.stream().flatMap(rule -> rule.getAnnotations().values().stream()),
                Strict.documents(Metrics.DASHBOARD).getFirst().findValuesAsText("description").stream());
        Pattern word = Pattern.compile(pattern);
        return texts.flatMap(text -> word.matcher(text).results().map(MatchResult::group));
    }

    @Test
    void everyAlertSaysHowBadItIsAndWhatToDo() {
        assertThat(ALERTS).hasSizeGreaterThan(15).allSatisfy(rule -> {
            assertThat(rule.getAlert()).startsWith("Takeone");
            assertThat(rule.getLabels().get("severity")).isIn("critical", "warning");
            assertThat(rule.getAnnotations()).containsOnlyKeys("summary", "runbook");
        });
        assertThat(ALERTS).extracting(Rule::getAlert).doesNotHaveDuplicates();
    }

    @Test
    void theOperatorsAlertsAreTheSame() {
        assertThat(Strict.documents(Path.of("k8s/overlays/production/alerts.yaml"))
                        .getFirst()
                        .at("/spec"))
                .isEqualTo(FILE);
    }

    @Test
    void aSettingThatIsNamedIsOne() {
        Set<String> settings = SettingsList.all().stream()
                .flatMap(setting -> Stream.of(setting.property(), setting.variable()))
                .collect(Collectors.toSet());

        assertThat(wordsThatMatch("\\b(takeone\\.[a-z.-]*[a-z]|TAKEONE_[A-Z_]+)"))
                .hasSizeGreaterThan(10)
                .allMatch(settings::contains);
    }

    @Test
    void anAlertThatIsNamedIsOne() {
        assertThat(wordsThatMatch("\\bTakeone[A-Z][A-Za-z]+")).isNotEmpty().allSatisfy(AlertsTest::alert);
    }

    @Test
    void aWordOfTheLogThatIsNamedIsLogged() {
        String code = Pages.text(Path.of("src/main/java/dev/takeone/ops/WorkerLog.java"))
                .replaceAll("\"\\s*\\+ \"", "");

        assertThat(wordsThatMatch("(?<=log's lines \")[^\"]+")).isNotEmpty().allMatch(code::contains);
    }

    /** A job waits for its POST, and then for its video: with the defaults, no longer than both. */
    @Test
    void aJobIsTooOldWhenAllItsTimesHavePassed() {
        Duration longest =
                Settable.duration("takeone.job.deadline").plus(Settable.duration("takeone.submission.give-up-after"));

        assertThat(alert("TakeoneJobTooOld").getExpr().getStrVal()).endsWith("> " + longest.toSeconds());
    }
}
