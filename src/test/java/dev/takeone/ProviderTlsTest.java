package dev.takeone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.docs.Pages;
import dev.takeone.tls.Certificate;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.runtime.config.TlsBucketConfig;
import io.quarkus.tls.runtime.config.TlsConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By the variables that operators are told of, as Quarkus reads them. */
class ProviderTlsTest {
    private static final String TRUST = "QUARKUS_TLS_PROVIDER_TRUST_STORE_PEM_CERTS";
    private static final String CERT = "QUARKUS_TLS_PROVIDER_KEY_STORE_PEM__0__CERT";
    private static final String KEY = "QUARKUS_TLS_PROVIDER_KEY_STORE_PEM__0__KEY";
    private static final String RELOAD = "QUARKUS_TLS_PROVIDER_RELOAD_PERIOD";
    private static final String BUNDLE = "SSL_CERT_FILE";

    @TempDir
    static Path folder;

    private static Path authority = Path.of("");
    private static Path other = Path.of("");
    private static Path cert = Path.of("");
    private static Path key = Path.of("");

    @BeforeAll
    static void certificates() {
        authority = Certificate.make(folder, "authority", "dns:ca.test").pem();
        other = Certificate.make(folder, "other", "dns:other.test").pem();
        Certificate ours = Certificate.make(folder, "ours", "dns:takeone.test");
        cert = ours.certificateIn(folder);
        key = ours.keyIn(folder);
    }

    @Test
    void theVariablesOfOperatingAreReadByTheirNames() {
        TlsBucketConfig read = read(Map.of(
                        TRUST, authority.toString(), CERT, cert.toString(), KEY, key.toString(), RELOAD, "1h"))
                .orElseThrow();

        assertThat(Pattern.compile("QUARKUS_TLS_\\w+")
                        .matcher(Pages.text(Path.of("src", "docs", "operating.md")))
                        .results()
                        .map(MatchResult::group))
                .containsExactlyInAnyOrder(TRUST, CERT, KEY, RELOAD);
        assertThat(read.trustStore()).isPresent();
        assertThat(read.keyStore()).isPresent();
        assertThat(read.reloadPeriod()).isPresent();
    }

    @Test
    void aTrustStoreOfTheRegistryTakesThePlaceOfTheSystems() throws IOException {
        HttpClientOptions options = options(Map.of(TRUST, authority.toString(), BUNDLE, other.toString()));

        assertThat(options.getTrustOptions()).isEqualTo(trusting(authority));
        assertThat(options.getKeyCertOptions()).isNull();
    }

    /** As it is in the image, which sets the bundle: a certificate of one's own changes nothing about whom to trust. */
    @Test
    void aKeyStoreAloneIsShownAndTheSystemIsTrustedAsBefore() throws IOException {
        HttpClientOptions options =
                options(Map.of(CERT, cert.toString(), KEY, key.toString(), BUNDLE, authority.toString()));

        assertThat(options.getTrustOptions()).isEqualTo(new PemTrustOptions().addCertPath(authority.toString()));
        assertThat(options.getKeyCertOptions()).isEqualTo(ours());
    }

    @Test
    void bothStoresOfTheRegistryAreTaken() throws IOException {
        HttpClientOptions options = options(Map.of(
                TRUST,
                authority.toString(),
                CERT,
                cert.toString(),
                KEY,
                key.toString(),
                BUNDLE,
                folder.resolve("none").toString()));

        assertThat(options.getTrustOptions()).isEqualTo(trusting(authority));
        assertThat(options.getKeyCertOptions()).isEqualTo(ours());
    }

    @Test
    void withoutARegistryTheSystemIsTrustedAndWithoutThatTheJvm() {
        assertThat(options(Map.of(BUNDLE, " " + authority + " ")).getTrustOptions())
                .isEqualTo(new PemTrustOptions().addCertPath(authority.toString()));
        assertThat(options(Map.of(BUNDLE, " ")).getTrustOptions()).isNull();
        assertThat(options(Map.of()).getTrustOptions()).isNull();
    }

    /** Else those of the JVM would be trusted, of whom somebody has said otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"none.pem", "none/none.pem"})
    void aBundleThatIsNotThereIsNotPassedOver(String name) {
        assertThatThrownBy(() -> options(Map.of(BUNDLE, folder.resolve(name).toString())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(BUNDLE);
    }

    @ParameterizedTest
    @CsvSource({"QUARKUS_TLS_PROVIDER_TRUST_ALL, true", "QUARKUS_TLS_PROVIDER_HOSTNAME_VERIFICATION_ALGORITHM, NONE"})
    void whatWouldTrustAnybodyIsRefused(String variable, String value) {
        assertThatThrownBy(() -> options(Map.of(variable, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("quarkus.tls.provider");
    }

    @Test
    void storesThatWereExchangedAreTakenByTheNextOptions() {
        Stores stores = new Stores(read(Map.of(TRUST, authority.toString())).orElseThrow());
        var next = ProviderTls.of(new NamedStores(Optional.of(stores)), Map.of());
        TrustOptions exchanged = new PemTrustOptions().addCertPath(other.toString());
        stores.trust = exchanged;

        HttpClientOptions options = new HttpClientOptions();
        next.accept(options);

        assertThat(options.getTrustOptions()).isEqualTo(exchanged);
    }

    private static HttpClientOptions options(Map<String, String> environment) {
        NamedStores registry = new NamedStores(read(environment).map(Stores::new));
        HttpClientOptions options = new HttpClientOptions();
        ProviderTls.of(registry, environment).accept(options);
        return options;
    }

    private static Optional<TlsBucketConfig> read(Map<String, String> environment) {
        Map<String, TlsBucketConfig> named = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(TlsConfig.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(TlsConfig.class)
                .namedCertificateConfig();
        // A name that nobody has set has a part of defaults, of which Quarkus makes no store.
        return named.containsKey(ProviderTls.NAME) ? Optional.of(named.get(ProviderTls.NAME)) : Optional.empty();
    }

    private static PemTrustOptions trusting(Path file) throws IOException {
        return new PemTrustOptions().addCertValue(Buffer.buffer(Files.readAllBytes(file)));
    }

    private static PemKeyCertOptions ours() throws IOException {
        return new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(Files.readAllBytes(cert)))
                .addKeyValue(Buffer.buffer(Files.readAllBytes(key)));
    }

    /** As Quarkus makes them of its part of the settings. */
    private static final class Stores extends BaseTlsConfiguration {
        private final TlsBucketConfig settings;
        private @Nullable TrustOptions trust;

        Stores(TlsBucketConfig settings) {
            this.settings = settings;
            trust = settings.trustStore()
                    .flatMap(store -> store.pem())
                    .map(pem -> pem.toOptions())
                    .orElse(null);
        }

        @Override
        public @Nullable TrustOptions getTrustStoreOptions() {
            return trust;
        }

        @Override
        public @Nullable KeyCertOptions getKeyStoreOptions() {
            return settings.keyStore()
                    .flatMap(store -> store.pem())
                    .map(pem -> pem.toOptions())
                    .orElse(null);
        }

        @Override
        public boolean isTrustAll() {
            return settings.trustAll();
        }

        @Override
        public Optional<String> getHostnameVerificationAlgorithm() {
            return settings.hostnameVerificationAlgorithm();
        }
    }
}
