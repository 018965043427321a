package dev.takeone.provider.http;

import static dev.takeone.provider.http.ClientCalls.ID;
import static dev.takeone.provider.http.ClientCalls.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome.Accepted;
import dev.takeone.job.SubmitOutcome.NotSent;
import dev.takeone.tls.Certificate;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who answers has to prove that it is the provider, before the key and the prompt are written. */
class TlsTest {
    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";

    @RegisterExtension
    static final ClientCalls calls = new ClientCalls();

    @TempDir
    static Path folder;

    private static Certificate ours;
    private static Certificate ofAnotherHost;

    @BeforeAll
    static void certificates() {
        ours = Certificate.make(folder, "ours", "ip:127.0.0.1");
        ofAnotherHost = Certificate.make(folder, "of-another-host", "dns:api.example.com");
    }

    @AfterEach
    void trustNobody() {
        System.clearProperty(TRUST);
        System.clearProperty(TRUST_PASSWORD);
    }

    @Test
    void aServerWithATrustedCertificateForItsHostIsCalled() {
        RawServer server = server(ours);
        trust(ours);

        assertThat(ClientCalls.submit(calls.client(server.url(), LONG))).isInstanceOf(Accepted.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsNotEnough() {
        trust(ofAnotherHost);
        assertSentNothing(server(ofAnotherHost));
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotEnough() {
        trust(ofAnotherHost);
        assertSentNothing(server(ours));
    }

    @Test
    void aStoreThatWasExchangedNeedsNoRestart() {
        RawServer server = server(ours);
        AtomicReference<Path> store = new AtomicReference<>(ofAnotherHost.pem());
        ProviderClient client = trusting(server, store);
        assertThat(ClientCalls.submit(client)).isInstanceOf(NotSent.class);
        assertThat(ClientCalls.check(client, "t")).isInstanceOf(StatusOutcome.NotSent.class);

        renew(client, store, ours.pem());
        assertThat(ClientCalls.submit(client)).isInstanceOf(Accepted.class);
        assertThat(ClientCalls.check(client, "t")).isNotInstanceOf(StatusOutcome.NotSent.class);

        renew(client, store, ofAnotherHost.pem());
        assertThat(ClientCalls.submit(client)).isInstanceOf(NotSent.class);
    }

    @Test
    void aStoreThatCannotBeReadTakesNoOldOneAway() {
        RawServer server = server(ours);
        AtomicReference<Path> store = new AtomicReference<>(ours.pem());
        ProviderClient client = trusting(server, store);

        assertThatThrownBy(() -> renew(client, store, folder.resolve("nowhere.pem")))
                .hasMessageContaining("nowhere.pem");
        assertThat(ClientCalls.submit(client)).isInstanceOf(Accepted.class);
    }

    private static ProviderClient trusting(RawServer server, AtomicReference<Path> store) {
        return calls.client(
                server.url(),
                new Route(
                        Optional.empty(),
                        options -> options.setTrustOptions(
                                new PemTrustOptions().addCertPath(String.valueOf(store.get())))));
    }

    private static void renew(ProviderClient client, AtomicReference<Path> store, Path next) {
        store.set(next);
        ClientCalls.await(client.renewTls());
    }

    private static void assertSentNothing(RawServer server) {
        ProviderClient client = calls.client(server.url(), LONG);

        assertThat(ClientCalls.submit(client)).isInstanceOf(NotSent.class);
        assertThat(ClientCalls.check(client, "t")).isInstanceOf(StatusOutcome.NotSent.class);
        assertThat(server.requests()).isEmpty();
    }

    private static RawServer server(Certificate certificate) {
        return calls.open(RawServer.withTls(certificate, connection -> {
            while (connection.readRequest()) {
                connection.answer("200 OK", "", ID);
            }
        }));
    }

    /** As an operator does with the JVM's own settings. */
    private static void trust(Certificate certificate) {
        System.setProperty(TRUST, certificate.keyStore().toString());
        System.setProperty(TRUST_PASSWORD, Certificate.PASSWORD);
    }
}
