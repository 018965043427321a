package dev.takeone.config;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.takeone.process.ChildProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    @Test
    void aStartThatComesToItsWaitWhenTheProcessIsEndingAlreadyIsToldAtOnce() {
        ChildProcess.Command command =
                ChildProcess.Command.java("ending", List.of(), EndingProcess.class.getName(), List.of());
        try (ChildProcess process = ChildProcess.start(command, line -> {})) {
            assertThatCode(() -> process.awaitLine(EndingProcess.TOLD::equals)).doesNotThrowAnyException();
        }
    }
}
