package dev.takeone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.deployment.MountedSecret;
import dev.takeone.logs.LogLines;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a changed file makes of the key, look by look; that a worker looks at all is told by an integration test. */
class ApiKeyWatchTest {
    private static final String FILE = "takeone.provider.api-key-file";

    @TempDir
    Path folder;

    @RegisterExtension
    final LogLines log = new LogLines(ApiKeyWatch.class);

    @Test
    void aNewKeyIsTakenWhenItHasBeenReadTwice() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "sk-old\n");
        ApiKeyWatch watch = watch(file);
        Files.writeString(file, "sk-n");
        watch.look();
        Files.writeString(file, "sk-new\n");
        watch.look();
        assertThat(current(watch)).isEqualTo("sk-old");
        watch.look();
        watch.look();

        assertThat(current(watch)).isEqualTo("sk-new");
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("INFO")
                .contains(FILE)
                .doesNotContain("sk-");
    }

    /** A mounted secret: the file is a link into ..data, which is a link to a folder, and is replaced as a whole. */
    @Test
    void aMountedSecretIsFollowedThroughTheSwapOfItsLink() throws IOException {
        Path key = MountedSecret.in(folder, "api-key", "sk-old");
        ApiKeyWatch watch = watch(key);
        MountedSecret.swap(folder, "api-key", "sk-new");
        watch.look();
        watch.look();

        assertThat(current(watch)).isEqualTo("sk-new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "sk new", "sk-n\u00e9w", "sk-new\nsk-newer"})
    void whatIsNoKeyLeavesTheOldOneAndIsToldOnce(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "sk-old");
        ApiKeyWatch watch = watch(file);
        Files.writeString(file, content);
        look(watch, 5);

        assertThat(current(watch)).isEqualTo("sk-old");
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN The API key that was read last stays in use.")
                .contains(FILE)
                .doesNotContain("sk");
    }

    @Test
    void aFileThatIsGoneLeavesTheOldKeyAndItsReturnIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "sk-old");
        ApiKeyWatch watch = watch(file);
        Files.delete(file);
        look(watch, 5);
        assertThat(current(watch)).isEqualTo("sk-old");
        Files.writeString(file, "sk-new");
        look(watch, 5);

        assertThat(current(watch)).isEqualTo("sk-new");
        assertThat(log.lines())
                .satisfiesExactly(
                        gone -> assertThat(gone).contains("WARN", "there is no such file"),
                        back -> assertThat(back).startsWith("INFO"));
    }

    /** A file that is replaced by deleting and writing is away for a moment. */
    @Test
    void aMomentWithoutAFileIsNothingToTell() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "sk-old");
        ApiKeyWatch watch = watch(file);
        Files.delete(file);
        watch.look();
        Files.writeString(file, "sk-old");
        look(watch, 5);

        assertThat(current(watch)).isEqualTo("sk-old");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void withoutAKeyThereIsNoWatch() {
        assertThatThrownBy(() -> watch(folder.resolve("none"))).isInstanceOf(ConfigurationException.class);
    }

    private static void look(ApiKeyWatch watch, int times) {
        for (int look = 0; look < times; look++) {
            watch.look();
        }
    }

    private static ApiKeyWatch watch(Path file) {
        return new ApiKeyWatch(
                SettingsFixture.settings(Map.of(FILE, file.toString())).provider());
    }

    private static String current(ApiKeyWatch watch) {
        return watch.key().current();
    }
}
