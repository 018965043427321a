package dev.takeone.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider would drop without a word ends the start with one. */
class WebhookTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String PROVIDER = "api.provider.example";
    private static final String PUBLIC = "https://hooks.example.com/hooks";

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com/hooks, https://hooks.example.com/hooks/",
        "https://hooks.example.com:443/hooks/, https://hooks.example.com:443/hooks/",
        "http://hooks.example.com:80/a/hooks//, http://hooks.example.com:80/a/hooks/"
    })
    void eachJobHasAnAddressUnderTheOneGiven(String url, String begin) {
        Webhook webhook = Webhook.of(url, Optional.of(file), PROVIDER, false);

        assertThat(webhook.address(2, JOB)).isEqualTo(begin + webhook.seal().token(2, JOB));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/hooks",
                "http://localhost/hooks",
                "https://10.1.2.3/hooks",
                "https://[::1]/hooks",
                "https://takeone/hooks",
                "https://takeone.default.svc.cluster.local/hooks",
                "https://hooks.example.com:8443/hooks",
                "https://api.provider.example/hooks",
                "https://a.api.provider.example/hooks",
                "https://hooks.apimart.ai/hooks",
                "https://user:pass@hooks.example.com/hooks",
                "https://hooks.example.com/hooks?a=b",
                "https://hooks.example.com/hooks#a",
                "https://hooks.example.com/\"hooks",
                "ftp://hooks.example.com/hooks",
                "hooks.example.com/hooks",
                ""
            })
    void anAddressThatIsNeverCalledEndsTheStart(String url) {
        assertThatThrownBy(() -> Webhook.of(url, Optional.of(file), PROVIDER, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takeone.webhook.url (TAKEONE_WEBHOOK_URL)")
                .hasMessageNotContaining("pass@");
    }

    @Test
    void onThisMachineAPrivateAddressIsAllowedWhereThatIsAskedFor() {
        assertThat(Webhook.of("http://127.0.0.1:8181/hooks", Optional.of(file), "127.0.0.1", true)
                        .address(0, JOB))
                .startsWith("http://127.0.0.1:8181/hooks/0.");
        assertThatThrownBy(() -> Webhook.of("http://127.0.0.1:8181/hooks", Optional.of(file), PROVIDER, false))
                .hasMessageContaining("takeone.webhook.allow-private=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "short", SECRET + "\nshort", SECRET + "\n" + SECRET + "\n" + SECRET})
    void aSecretThatCanBeGuessedEndsTheStart(String content) throws IOException {
        Files.writeString(file, content);

        assertThatThrownBy(() -> Webhook.of(PUBLIC, Optional.of(file), PROVIDER, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takeone.webhook.secret-file (TAKEONE_WEBHOOK_SECRET_FILE)")
                .hasMessageNotContaining(SECRET);
    }

    /** As long as workers of the one and of the other run beside each other, and their tasks have not ended. */
    @Test
    void whileASecretIsExchangedTheFilesFirstLineSealsAndBothOpen() throws IOException {
        String next = "n".repeat(32);
        Seal before = Webhook.of(PUBLIC, Optional.of(file), PROVIDER, false).seal();
        Files.writeString(file, next + "\n" + SECRET + "\n");
        Webhook both = Webhook.of(PUBLIC, Optional.of(file), PROVIDER, false);
        Files.writeString(file, next + "\n");
        Seal after = Webhook.of(PUBLIC, Optional.of(file), PROVIDER, false).seal();

        assertThat(both.address(3, JOB)).isEqualTo(PUBLIC + "/" + after.token(3, JOB));
        assertThat(both.seal().open(before.token(3, JOB))).contains(new Seal.Named(3, JOB));
        assertThat(both.seal().open(after.token(3, JOB))).contains(new Seal.Named(3, JOB));
        assertThat(after.open(before.token(3, JOB))).isEmpty();
    }

    @Test
    void aSecretThatIsNotThereEndsTheStart() {
        assertThatThrownBy(() -> Webhook.of(PUBLIC, Optional.empty(), PROVIDER, false))
                .hasMessageContaining("takeone.webhook.secret-file");
        assertThatThrownBy(() -> Webhook.of(PUBLIC, Optional.of(folder.resolve("none")), PROVIDER, false))
                .hasMessageContaining("takeone.webhook.secret-file")
                .hasMessageNotContaining("none");
        assertThatThrownBy(() -> Webhook.of(PUBLIC, Optional.of(folder), PROVIDER, false))
                .hasMessageContaining("is a folder");
    }
}
