package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.process.WorkerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
    void theJarStartsNoWorkerForAWordThatIsNone() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(WorkerProcess.command());
        command.add("hold");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said).startsWith("\"hold\" is not a word");
    }
}
