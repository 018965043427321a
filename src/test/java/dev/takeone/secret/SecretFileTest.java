package dev.takeone.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatTheFileHoldsNowIsRead() throws Exception {
        Path path = Files.writeString(folder.resolve("secret"), "first\n");
        SecretFile file = new SecretFile("takeone.some-file", path, "some secret");
        assertThat(file.read()).isEqualTo("first\n");

        Files.writeString(path, "second");
        assertThat(file.read()).isEqualTo("second");
    }

    @Test
    void aFolderIsNamedWithTheSettingAndTheMend() {
        assertThatThrownBy(() -> new SecretFile("takeone.some-file", folder, "some secret").read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("takeone.some-file cannot be read: " + folder
                        + " is a folder; name a file that this process may read and that holds some secret.");
    }

    @Test
    void whatIsNotTextIsNotPrinted() throws Exception {
        Path path = Files.write(folder.resolve("secret"), new byte[] {'k', 'e', 'y', (byte) 0xff});
        assertThatThrownBy(() -> new SecretFile("takeone.some-file", path, "some secret").read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path + " is not text")
                .hasMessageNotContaining("key");
    }

    @Test
    void theSecretItselfWrittenInPlaceOfAPathIsNotPrinted() {
        assertThatThrownBy(() -> new SecretFile("takeone.some-file", Path.of("sk-123"), "some secret").read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takeone.some-file cannot be read: there is no such file")
                .hasMessageNotContaining("sk-123");
    }
}
