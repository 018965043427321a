package dev.takeone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private static final String KEY = "takeone.provider.api-key";
    private static final String FILE = "takeone.provider.api-key-file";

    @TempDir
    Path folder;

    @Test
    void aKeyIsReadFromItsSettingOrItsFileWithoutTheSpaceAround() throws IOException {
        assertThat(read(Map.of(KEY, " sk-1 "))).isEqualTo("sk-1");
        assertThat(read(Map.of(FILE, file("sk-2\n")))).isEqualTo("sk-2");
        assertThat(read(Map.of(KEY, "sk-1", FILE, file("sk-2")))).isEqualTo("sk-2");
    }

    @Test
    void withoutAKeyBothSettingsAreNamed() throws IOException {
        for (Map<String, String> none : java.util.List.of(
                Map.<String, String>of(),
                Map.of(KEY, ""),
                Map.of(KEY, "  "),
                Map.of(FILE, file("")),
                Map.of(FILE, file(" \n")))) {
            assertThatThrownBy(() -> read(none))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("There is no API key")
                    .hasMessageContainingAll(KEY, FILE, "TAKEONE_PROVIDER_API_KEY");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk secret", "sk\tsecret", "sk\nsecret", "sk-s\u00e9cret", "sk-secret\u0007"})
    void aKeyThatNoHeaderCanCarryIsRefusedAndNotRepeated(String key) throws IOException {
        assertThatThrownBy(() -> read(Map.of(FILE, file(key))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(KEY, FILE)
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("cret");
    }

    @Test
    void aFolderIsNoKeyFile() {
        assertThatThrownBy(() -> read(Map.of(FILE, folder.toString())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(FILE, folder.toString(), "is a folder");
    }

    @Test
    void aFileThatIsNotTextIsNoKeyFile() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> read(Map.of(FILE, binary.toString())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(FILE, "is not text");
    }

    @Test
    void aKeyInPlaceOfItsFileIsNotRepeated() {
        assertThatThrownBy(() -> read(Map.of(FILE, "sk-secret")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(FILE, "there is no such file")
                .hasMessageNotContaining("sk-secret");
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "key", ""), content, StandardCharsets.UTF_8)
                .toString();
    }

    private static String read(Map<String, String> settings) {
        return ApiKey.read(SettingsFixture.settings(settings).provider());
    }
}
