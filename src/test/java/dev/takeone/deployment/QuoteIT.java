package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.process.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged worker's words that need nothing but the jar: {@code quote}, and those that are none. */
class QuoteIT {
    private static final Path JAR =
            Path.of(System.getProperty("takeone.worker.jar", "target/quarkus-app/quarkus-run.jar"));

    @ParameterizedTest
    @CsvSource({
        "veo3.1-fast-official, 0.512, 0, 'request 1: valid, 0.512 USD'",
        "veo3.1-fast-offical, 0.512, 1, 'request 1: invalid'",
        "veo3.1-fast-official, 0.511, 1, 'request 1: too_expensive, 0.512 USD'",
    })
    void theJarQuotesWithoutABrokerOrAKey(String model, String most, int code, String told)
            throws IOException, InterruptedException {
        ProcessBuilder quote = new ProcessBuilder(
                        List.of(ChildProcess.javaExecutable(), "-jar", JAR.toString(), "quote", "-"))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
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
        Process process = new ProcessBuilder(ChildProcess.javaExecutable(), "-jar", JAR.toString(), "hold")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said).startsWith("\"hold\" is not a word");
    }
}
