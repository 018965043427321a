package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.process.ChildProcess;
import dev.takeone.process.WorkerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged worker's words that need nothing but the jar: {@code quote}, and those that are none. */
class QuoteIT {
    @ParameterizedTest
    @CsvSource({
        "veo3.1-fast-official, 0.512, 0, 'request 1: valid, 0.512 USD'",
        "veo3.1-fast-offical, 0.512, 1, 'request 1: invalid'",
        "veo3.1-fast-official, 0.511, 1, 'request 1: too_expensive, 0.512 USD'",
    })
    void theJarQuotesWithoutABrokerOrAKey(String model, String most, int code, String told)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(WorkerProcess.command());
        command.addAll(List.of("quote", "-"));
        ProcessBuilder quote = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        quote.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        quote.environment().put("TAKEONE_SPEND_PER_REQUEST", most);
        Process process = quote.start();
        try (var in = process.getOutputStream()) {
            in.write(("{\"model\":\"" + model + "\",\"prompt\":\"a dog\"}").getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(code);
        assertThat(said).startsWith(told);
    }

    @Test
    void theJarStartsNoWorkerForAWordThatIsNone() {
        List<String> command = new ArrayList<>(WorkerProcess.command());
        command.add("hold");
        Map<String, String> nowhere =
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "TAKEONE_PROVIDER_API_KEY", "none");
        try (ChildProcess process =
                ChildProcess.start(new ChildProcess.Command("word", command, nowhere, Optional.empty()), _line -> {})) {
            assertThat(process.exitWithin(Duration.ofMinutes(1))).contains(2);
            assertThat(process.output()).anyMatch(line -> line.startsWith("\"hold\" is not a word"));
        }
    }
}
