package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.config.SettingsList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** KEDA's resources: how the workers grow in number, and up to what. */
class ScalingTest {
    private static final Path PRODUCTION = Path.of("k8s", "overlays", "production");
    private static final Keda.ScaledObject SCALED = Manifest.of(
                    Keda.ScaledObject.class, PRODUCTION.resolve("scaledobject.yaml"))
            .getFirst();

    /** In a minute. */
    private static final int CALLS_OF_ONE = 250;

    @Test
    void thereIsAlwaysAWorkerAndNeverOneTooMany() {
        assertThat(SCALED.spec().minReplicaCount()).isPositive();
        assertThat(SCALED.spec().maxReplicaCount())
                .isLessThanOrEqualTo(Integer.parseInt(SettingsList.standard("takeone.topics.partitions")));
        assertThat(SCALED.spec().fallback().replicas())
                .isBetween(SCALED.spec().minReplicaCount(), SCALED.spec().maxReplicaCount());
        assertThat(SCALED.spec().scaleTargetRef()).isEqualTo(new Keda.Target("apps/v1", "StatefulSet", "takeone"));
    }

    /** A source of numbers that is away moves no partitions. */
    @Test
    void itStaysAsItIsWhileItCannotCount() {
        assertThat(SCALED.spec().fallback().behavior()).isEqualTo("currentReplicasIfHigher");
        assertThat(trigger("prometheus").metadata()).containsEntry("ignoreNullValues", "false");
    }

    /** Both numbers are for each worker: it fetches so many ahead, and they would call for further workers by themselves. */
    @Test
    void whatAWorkerFetchesAheadCallsForNoOther() {
        int ahead = Integer.parseInt(SettingsList.standard("takeone.intake.max-waiting"));
        Map<String, String> jobs = trigger("prometheus").metadata();

        assertThat(Integer.parseInt(trigger("kafka").metadata().get("lagThreshold")))
                .isGreaterThan(ahead);
        assertThat(jobs.get("query")).contains("state=~\"posting|in_doubt|running\"");
        assertThat(Integer.parseInt(jobs.get("threshold"))).isPositive();
    }

    /** The board deals calls to a group by its need and by what the account has: workers without calls only cost. */
    @Test
    void itNeverGrowsPastWhatTheAccountFeeds() {
        Keda.ScalingModifiers modifiers = SCALED.spec().advanced().scalingModifiers();
        int open = Integer.parseInt(SettingsList.standard("takeone.submission.max-open"))
                + Integer.parseInt(SettingsList.standard("takeone.status.max-open"));
        int account = Integer.parseInt(SettingsList.standard("takeone.provider.requests-per-minute"));

        assertThat(modifiers)
                .isEqualTo(new Keda.ScalingModifiers(
                        "min(max(lag, jobs) / 2000, calls / " + CALLS_OF_ONE + ")", "1", "AverageValue"));
        assertThat(SCALED.spec().triggers()).extracting(Keda.Trigger::name).containsExactly("lag", "jobs", "calls");
        assertThat(SCALED.spec().triggers().getLast().metadata().get("query")).startsWith("sum(takeone_quota_share{");
        assertThat(open * 60 / CALLS_OF_ONE).isGreaterThanOrEqualTo(30);
        assertThat(account / CALLS_OF_ONE).isEqualTo(SCALED.spec().minReplicaCount());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 500, 2",
        "2000, 0, 1500, 2",
        "2001, 0, 500, 2",
        "6000, 0, 1500, 3",
        "6001, 0, 1500, 4",
        "0, 9000, 1500, 5",
        "1000000, 0, 0, 2",
        "1000000, 0, 600, 3",
        "1000000, 1000000, 1000000, 6"
    })
    void itGrowsByWhatWaitsOrIsInHand(int lag, int jobs, int calls, int workers) {
        assertThat(workers(lag, jobs, calls)).isEqualTo(workers);
    }

    /** However much waits: the last one is asked for only where the others leave it calls to make. */
    @ParameterizedTest
    @ValueSource(ints = {1, 250, 251, 500, 501, 750, 1000, 1001, 1250, 1251})
    void noBacklogAsksForAWorkerWithoutCalls(int calls) {
        for (int waiting : List.of(0, 1, 1999, 2001, 5000, 11_999, 12_001, 10_000_000)) {
            long most = Math.max(SCALED.spec().minReplicaCount(), (calls + CALLS_OF_ONE - 1) / CALLS_OF_ONE);
            assertThat(workers(waiting, 0, calls)).isLessThanOrEqualTo(most);
            assertThat(workers(0, waiting, calls)).isLessThanOrEqualTo(most);
        }
    }

    /** As KEDA and its autoscaler reckon them for an average: the formula's value by the target, rounded up, within the bounds. */
    private static long workers(double lag, double jobs, double calls) {
        Keda.ScalingModifiers modifiers = SCALED.spec().advanced().scalingModifiers();
        double value = Formula.value(modifiers.formula(), Map.of("lag", lag, "jobs", jobs, "calls", calls));
        return Math.clamp(
                (long) Math.ceil(value / Double.parseDouble(modifiers.target())),
                SCALED.spec().minReplicaCount(),
                SCALED.spec().maxReplicaCount());
    }

    /** KEDA ignores a word of a trigger that it does not know. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "kafka : bootstrapServers consumerGroup topic lagThreshold offsetResetPolicy sasl tls",
                "prometheus : serverAddress query threshold ignoreNullValues",
            })
    void aTriggerSaysOnlyWhatItsDocumentationKnows(String type, String known) {
        assertThat(trigger(type).metadata()).containsOnlyKeys(known.split(" ", -1));
    }

    @Test
    void itShrinksSlowly() {
        var down = SCALED.spec()
                .advanced()
                .horizontalPodAutoscalerConfig()
                .behavior()
                .getScaleDown();

        assertThat(down.getStabilizationWindowSeconds()).isGreaterThanOrEqualTo(900);
        assertThat(down.getPolicies()).singleElement().satisfies(policy -> {
            assertThat(policy.getType()).isEqualTo("Pods");
            assertThat(policy.getValue()).isEqualTo(1);
            assertThat(policy.getPeriodSeconds()).isGreaterThanOrEqualTo(300);
        });
    }

    @Test
    void itGrowsByLagAndByJobsInHand() {
        Keda.Trigger lag = trigger("kafka");

        assertThat(lag.metadata())
                .containsEntry("topic", SettingsList.standard("takeone.topics.requests"))
                .containsEntry("consumerGroup", SettingsList.standard("takeone.group"))
                .containsEntry("offsetResetPolicy", "earliest")
                .containsEntry(
                        "bootstrapServers",
                        Kustomization.of(PRODUCTION)
                                .configMapGenerator()
                                .getFirst()
                                .value("KAFKA_BOOTSTRAP_SERVERS"));
        assertThat(trigger("prometheus").metadata()).containsKeys("serverAddress", "query", "threshold");
        assertThat(Manifest.of(Keda.TriggerAuthentication.class, PRODUCTION.resolve("scaledobject.yaml")))
                .singleElement()
                .extracting(authentication -> authentication.metadata().getName())
                .isEqualTo(Optional.ofNullable(lag.authenticationRef())
                        .orElseThrow()
                        .name());
    }

    private static Keda.Trigger trigger(String type) {
        return SCALED.spec().triggers().stream()
                .filter(each -> each.type().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
