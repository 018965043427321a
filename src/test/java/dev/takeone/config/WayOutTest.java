package dev.takeone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.provider.AccountKey;
import dev.takeone.provider.http.EgressProxy;
import dev.takeone.provider.http.EgressProxy.Credentials;
import dev.takeone.provider.http.ProviderEndpoint;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way calls go out, by our settings and by the environment's; wrong ones are told, and no password with them. */
class WayOutTest {
    private static final ProviderEndpoint PROVIDER = endpoint("https://api.apimart.ai");
    private static final String SECRET = "s3cret";

    @TempDir
    Path folder;

    @Test
    void withoutSettingsCallsGoStraight() {
        assertThat(way(Map.of(), Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.corp:3128, proxy.corp:3128",
        "http://proxy.corp:3128/, proxy.corp:3128",
        "HTTP://proxy.corp, proxy.corp:80",
        "proxy.corp:3128, proxy.corp:3128",
        "http://[::1]:3128, ::1:3128"
    })
    void aProxyIsReadAsOthersReadIt(String url, String place) {
        assertThat(way(Map.of("url", url), Map.of())).hasToString("Optional[" + place + "]");
        assertThat(way(Map.of(), Map.of("https_proxy", url))).hasToString("Optional[" + place + "]");
    }

    @Test
    void ourSettingCountsBeforeTheEnvironment() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://other:1", "NO_PROXY", "*");

        assertThat(way(Map.of("url", "http://mine:2"), environment)).hasToString("Optional[mine:2]");
    }

    @Test
    void theCredentialsAreThoseOfTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("proxy"), "otto:a:" + SECRET + "\n");
        Map<String, String> named = Map.of("url", "http://proxy.corp:3128", "credentials-file", file.toString());

        Optional<EgressProxy> way = way(named, Map.of());

        assertThat(way.flatMap(EgressProxy::credentials)).contains(new Credentials("otto", "a:" + SECRET));
        assertThat(way.flatMap(EgressProxy::credentials).toString() + way).doesNotContain("otto", SECRET);
    }

    @Test
    void theEnvironmentMayHaveThemInItsUrl() {
        Optional<EgressProxy> way = way(Map.of(), Map.of("HTTPS_PROXY", "http://otto:p%40ss@proxy.corp:3128"));

        assertThat(way.flatMap(EgressProxy::credentials)).contains(new Credentials("otto", "p@ss"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "api.apimart.ai",
                ".apimart.ai",
                "*.apimart.ai",
                "apimart.ai",
                "localhost, API.Apimart.AI",
                "a b api.apimart.ai:443"
            })
    void aHostThatIsExceptedIsCalledStraight(String list) {
        assertThat(way(Map.of(), Map.of("HTTPS_PROXY", "http://proxy.corp:3128", "NO_PROXY", list)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", ".", "mart.ai", "api.apimart.ai:80", "other.api.apimart.ai", "apimart"})
    void aHostThatIsNotExceptedIsCalledThroughTheProxy(String list) {
        assertThat(way(Map.of(), Map.of("HTTPS_PROXY", "http://proxy.corp:3128", "NO_PROXY", list)))
                .isPresent();
    }

    @Test
    void theEnvironmentsProxyIsNotForAProviderWithoutTls() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://proxy.corp:3128");

        assertThat(WayOut.of(proxy(Map.of()), environment, endpoint("http://127.0.0.1:8090")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://proxy.corp:3128",
                "socks5://proxy.corp:1080",
                "http://proxy.corp:0",
                "http://proxy.corp:99999",
                "http://proxy.corp:3128/path",
                "http://otto s3cret@proxy.corp",
                "http://otto:s3cret@proxy.corp:3128?x",
                "http://"
            })
    void aWrongProxyIsToldWithItsSettingAndWithoutWhatItHolds(String url) {
        assertThatThrownBy(() -> way(Map.of("url", url), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("takeone.provider.proxy.url cannot be used: ")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> way(Map.of(), Map.of("HTTPS_PROXY", url)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("HTTPS_PROXY cannot be used: ")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aPasswordInOurSettingBelongsIntoAFile() {
        assertThatThrownBy(() -> way(Map.of("url", "http://otto:s3cret@proxy.corp:3128"), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("takeone.provider.proxy.credentials-file")
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret", ":s3cret", "otto:s3cret\nsecond:line"})
    void aFileThatHoldsNoPairIsToldWithoutItsContent(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("proxy"), content);

        assertThatThrownBy(() ->
                        way(Map.of("url", "http://proxy.corp:3128", "credentials-file", file.toString()), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("takeone.provider.proxy.credentials-file")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aFileThatIsNotThereIsToldWithoutItsName() {
        Map<String, String> named = Map.of("url", "http://proxy.corp:3128", "credentials-file", "otto:s3cret");

        assertThatThrownBy(() -> way(named, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("takeone.provider.proxy.credentials-file cannot be read")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void credentialsWithoutAProxyAreTold() throws IOException {
        Path file = Files.writeString(folder.resolve("proxy"), "otto:s3cret");

        assertThatThrownBy(() -> way(Map.of("credentials-file", file.toString()), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("takeone.provider.proxy.url");
    }

    private static Optional<EgressProxy> way(Map<String, String> given, Map<String, String> environment) {
        return WayOut.of(proxy(given), environment, PROVIDER);
    }

    private static Settings.Proxy proxy(Map<String, String> given) {
        Map<String, String> all = new HashMap<>();
        given.forEach((name, value) -> all.put("takeone.provider.proxy." + name, value));
        return SettingsFixture.settings(all).provider().proxy();
    }

    private static ProviderEndpoint endpoint(String url) {
        return ProviderEndpoint.of(url, new AccountKey("sk-key"), Optional.empty());
    }
}
