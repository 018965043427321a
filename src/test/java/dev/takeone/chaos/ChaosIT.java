package dev.takeone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.demo.Screen;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three packaged workers, killed and frozen every few seconds, with keys honoured and with keys ignored. */
@Order(1)
class ChaosIT {
    private static final long SEED = Long.getLong("takeone.chaos.seed", 11);

    @ParameterizedTest
    @EnumSource(InDoubt.class)
    void nothingIsLostAndNothingIsPaidTwice(InDoubt policy) throws Exception {
        Closing closing = run(new Plan(SEED, policy, Pace.ofBuild()));

        assertThat(closing.kept()).as(problemsThenTable(closing)).isTrue();
        assertThat(closing.jobs()).isGreaterThanOrEqualTo(300);
        assertThat(closing.count(Attack.Kind.KILL) + closing.count(Attack.Kind.PAUSE))
                .isGreaterThanOrEqualTo(20);
        assertThat(closing.hits())
                .as("whose partitions are known")
                .anyMatch(hit -> !hit.partitions().isEmpty());
    }

    private static String problemsThenTable(Closing closing) {
        return Stream.concat(closing.problems().stream(), closing.table().stream())
                .collect(Collectors.joining("\n"));
    }

    private static Closing run(Plan plan) throws IOException, InterruptedException {
        Path logs = Files.createDirectories(
                Path.of("target", "chaos-logs", plan.policy().word()));
        try (PrintStream out =
                new PrintStream(Files.newOutputStream(logs.resolve("campaign.log")), true, StandardCharsets.UTF_8)) {
            Screen screen = new Screen(out, Screen.Abilities.of(false, Map.of()));
            Closing closing = new Campaign(plan, logs, screen).run();
            closing.table().forEach(screen::line);
            closing.problems().forEach(screen::line);
            return closing;
        }
    }
}
