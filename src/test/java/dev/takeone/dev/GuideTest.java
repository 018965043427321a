package dev.takeone.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.config.SettingsList;
import dev.takeone.process.WorkerProcess;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuideTest {
    private static final Map<String, String> WORKER =
            WorkerProcess.environment("127.0.0.1:9092", URI.create("http://127.0.0.1:8090"), "dev-key");
    private static final List<String> LINES = Guide.lines(WORKER, "127.0.0.1:9092");

    @Test
    void theEnvironmentIsThereForAShellAndForAnIde() {
        WORKER.forEach((name, value) -> {
            assertThat(LINES).contains("  export " + name + "=" + value);
            assertThat(LINES)
                    .anyMatch(line -> line.contains(name + "=" + value + ";") || line.endsWith(name + "=" + value));
        });
    }

    @Test
    void everyVariableIsASettingOfTheWorker() {
        List<String> known =
                SettingsList.all().stream().map(SettingsList.Setting::variable).toList();

        assertThat(LINES)
                .filteredOn(line -> line.startsWith("  export TAKEONE_"))
                .hasSizeGreaterThan(3)
                .allSatisfy(line ->
                        assertThat(known).contains(line.replace("  export ", "").split("=", 2)[0]));
    }

    @Test
    void whatIsTypedGoesToTheBrokerThatRuns() {
        assertThat(LINES)
                .filteredOn(line -> line.contains("kcat -b "))
                .hasSize(2)
                .allMatch(line -> line.contains("kcat -b 127.0.0.1:9092 "));
    }
}
