package dev.takeone;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whom the provider's client trusts, and what it shows of itself: {@code quarkus.tls.provider.*} of Quarkus' TLS registry,
 * whose stores (PEM, PKCS12, JKS, passwords from a vault) need no settings of our own; else the bundle that {@code
 * SSL_CERT_FILE} names, as OpenSSL, Go and Python read it, so that an image trusts what its system trusts; else the JVM.
 */
final class ProviderTls {
    /** Of its part of the registry. */
    static final String NAME = "provider";

    private static final String BUNDLE = "SSL_CERT_FILE";

    private ProviderTls() {}

    /**
     * What sets it in a client's options, each time as the stores are by then.
     *
     * @param environment all environment variables
     * @throws ConfigurationException where it would trust anybody, or names a bundle that is not there
     */
    static Consumer<HttpClientOptions> of(TlsConfigurationRegistry registry, Map<String, String> environment) {
        Optional<TlsConfiguration> named = registry.get(NAME);
        named.ifPresent(ProviderTls::check);
        boolean trustsSome =
                named.filter(each -> each.getTrustStoreOptions() != null).isPresent();
        Optional<Path> bundle = trustsSome
                ? Optional.empty()
                : Optional.ofNullable(environment.get(BUNDLE)).flatMap(ProviderTls::bundle);
        return options -> {
            named.ifPresent(each -> TlsConfigUtils.configure(options, each));
            bundle.ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        };
    }

    private static void check(TlsConfiguration named) {
        if (named.isTrustAll()
                || named.getHostnameVerificationAlgorithm()
                        .filter("NONE"::equals)
                        .isPresent()) {
            throw new ConfigurationException(
                    "quarkus.tls.provider would have the API key and the requests go to whoever"
                            + " answers: leave out trust-all and hostname-verification-algorithm, and name the provider's CA in"
                            + " quarkus.tls.provider.trust-store.pem.certs.");
        }
    }

    private static Optional<Path> bundle(String path) {
        if (path.isBlank()) {
            return Optional.empty();
        }
        Path file = Path.of(path.strip());
        if (!Files.isReadable(file)) {
            throw new ConfigurationException(
                    BUNDLE + " names " + file + ", which cannot be read: name a PEM file of the"
                            + " CAs to trust, or unset it for those of the JVM.");
        }
        return Optional.of(file);
    }
}
