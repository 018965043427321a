package dev.takeone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.waiting.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @Test
    void itsOutputIsKeptAndFollowedErrorsToo() {
        List<String> followed = new CopyOnWriteArrayList<>();
        try (ChildProcess child = ChildProcess.start(shell("echo out; echo err >&2; echo last"), followed::add)) {
            child.awaitLine("last"::equals);
            assertThat(child.awaitExit()).isZero();
            assertThat(child.output()).containsExactly("out", "err", "last");
            assertThat(followed).startsWith("out", "err");
        }
    }

    @Test
    void ofMuchOutputTheLastLinesAreKept() {
        try (ChildProcess child = running("i=0; while [ $i -lt 2500 ]; do i=$((i+1)); echo $i; done; echo end")) {
            child.awaitLine("end"::equals);
            assertThat(child.output()).hasSize(2_000).endsWith("2500", "end");
        }
    }

    @Test
    void aProcessThatEndsWithoutTheLineIsAFailureWithItsOutput() {
        try (ChildProcess child = running("echo no luck; exit 3")) {
            assertThatThrownBy(() -> child.awaitLine("ready"::equals))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ended before")
                    .hasMessageContaining("no luck");
            assertThat(child.awaitExit()).isEqualTo(3);
        }
    }

    @Test
    void aStopIsASigterm() {
        try (ChildProcess child = running("trap 'echo asked; exit 7' TERM; echo up; while :; do sleep 0.05; done")) {
            child.awaitLine("up"::equals);
            assertThat(child.stop()).isEqualTo(7);
            assertThat(child.output()).containsExactly("up", "asked");
        }
    }

    @Test
    void whoIgnoresTheStopIsKilledAndNamed() {
        try (ChildProcess child = running("trap '' TERM; echo up; while :; do sleep 0.05; done")) {
            child.awaitLine("up"::equals);
            assertThatThrownBy(() -> child.stop(Duration.ofMillis(200))).hasMessageContaining("did not stop within");
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void anInterruptOfTheTerminalIsNotTheChilds() {
        try (ChildProcess child = running("echo up; exec sleep 30")) {
            child.awaitLine("up"::equals);
            child.signal("INT");
            child.signal("HUP");
            assertThat(child.exitWithin(Duration.ofMillis(200))).isEmpty();
        }
    }

    @Test
    void aPausedProcessIsKilledAllTheSame() {
        try (ChildProcess child = running("echo up; exec sleep 30")) {
            child.awaitLine("up"::equals);
            child.freeze();
            child.kill();
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void whatIsAskedOfItDoesNotComeFromThisJvmsEnvironment() {
        ChildProcess.Command command = new ChildProcess.Command(
                "shell",
                List.of("sh", "-c", "env | grep -c '^TAKEONE_'; echo $TAKEONE_WORKER_ID"),
                Map.of("TAKEONE_WORKER_ID", "one"),
                Optional.empty());
        try (ChildProcess child = ChildProcess.start(command, line -> {})) {
            child.awaitLine("one"::equals);
            assertThat(child.output()).containsExactly("1", "one");
        }
    }

    /** A JVM that starts a child, is killed, and cannot clean up: the child and its folder go all the same. */
    @Test
    void aChildDiesWithItsParentEvenWhenThatOneIsKilled(@TempDir Path temporary) throws Exception {
        Path scratch = Files.createDirectory(temporary.resolve("scratch folder"));
        ChildProcess.Command parent = ChildProcess.Command.java(
                "parent",
                List.of("-XX:TieredStopAtLevel=1"),
                ShortLivedParent.class.getName(),
                List.of(scratch.toString()));
        try (ChildProcess running = ChildProcess.start(parent, line -> {})) {
            String line = running.awaitLine(each -> each.startsWith("child "));
            ProcessHandle child = ProcessHandle.of(Long.parseLong(line.substring("child ".length())))
                    .orElseThrow();
            running.kill();
            Waiting.done(child.onExit());
            assertThat(child.isAlive()).isFalse();
        }
        Waiting.until("the end of the scratch folder", () -> Files.notExists(scratch));
    }

    private static ChildProcess.Command shell(String script) {
        return new ChildProcess.Command("shell", List.of("sh", "-c", script), Map.of(), Optional.empty());
    }

    private static ChildProcess running(String script) {
        return ChildProcess.start(shell(script), line -> {});
    }
}
