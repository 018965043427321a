package dev.takeone.provider.http;

import static dev.takeone.provider.http.ClientCalls.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.SubmitOutcome.Accepted;
import dev.takeone.job.SubmitOutcome.NotSent;
import dev.takeone.process.LoopbackPorts;
import dev.takeone.process.Tinyproxy;
import dev.takeone.provider.http.EgressProxy.Credentials;
import dev.takeone.tls.Certificate;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ProxyTest} shows, with a proxy that others wrote. */
class TinyproxyTest {
    @RegisterExtension
    static final ClientCalls calls = new ClientCalls();

    @TempDir
    Path folder;

    @BeforeEach
    void needsOne() {
        assumeTrue(Tinyproxy.isInstalled(), "skipped: there is no tinyproxy here (Debian's package tinyproxy-bin)");
    }

    @Test
    void aPostGoesThroughAndWhatTheProxyRefusesWasNotSent() {
        Certificate certificate = Certificate.signedByItsOwnCa(folder, "provider", "ip:127.0.0.1");
        RawServer server = calls.open(RawServer.withTls(certificate, connection -> {
            while (connection.readRequest()) {
                connection.answer("200 OK", "", ID);
            }
        }));
        Tinyproxy proxy = Tinyproxy.start(folder, URI.create(server.url()).getPort());
        calls.closing(proxy);
        Credentials right = Credentials.of(Tinyproxy.CREDENTIALS);
        String elsewhere = "https://127.0.0.1:" + LoopbackPorts.free();

        assertThat(submit(server.url(), proxy, Optional.of(right), certificate)).isInstanceOf(Accepted.class);
        assertThat(submit(server.url(), proxy, Optional.empty(), certificate))
                .isInstanceOf(NotSent.class)
                .asString()
                .contains("407");
        assertThat(submit(server.url(), proxy, Optional.of(new Credentials("otto", "wrong")), certificate))
                .isInstanceOf(NotSent.class);
        assertThat(submit(elsewhere, proxy, Optional.of(right), certificate))
                .isInstanceOf(NotSent.class)
                .asString()
                .contains("403");
        assertThat(server.requests()).hasSize(1);
    }

    private static SubmitOutcome submit(
            String url, Tinyproxy proxy, Optional<Credentials> credentials, Certificate trusted) {
        Route route = new Route(
                Optional.of(new EgressProxy("127.0.0.1", proxy.port(), credentials)),
                options -> options.setTrustOptions(
                        new PemTrustOptions().addCertPath(trusted.pem().toString())));
        return ClientCalls.submit(calls.client(url, route));
    }
}
