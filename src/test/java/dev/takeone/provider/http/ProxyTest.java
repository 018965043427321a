package dev.takeone.provider.http;

import static dev.takeone.provider.http.ClientCalls.ID;
import static dev.takeone.provider.http.ClientCalls.LONG;
import static dev.takeone.provider.http.ClientCalls.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.StatusOutcome.Running;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.SubmitOutcome.Accepted;
import dev.takeone.job.SubmitOutcome.InDoubt;
import dev.takeone.job.SubmitOutcome.NotSent;
import dev.takeone.process.LoopbackPorts;
import dev.takeone.tls.Certificate;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through a proxy to a provider of a private CA: what the proxy refuses was not sent, what it cuts off later is in doubt. */
class ProxyTest {
    private static final String NAME = "provider.test";

    @RegisterExtension
    static final ClientCalls calls = new ClientCalls();

    @TempDir
    static Path folder;

    private static Certificate provider;
    private static Certificate caller;

    @BeforeAll
    static void certificates() {
        provider = Certificate.signedByItsOwnCa(folder, "provider", "dns:" + NAME);
        caller = Certificate.signedByItsOwnCa(folder, "caller", "dns:takeone.test");
    }

    @Test
    void aPostGoesThroughTheTunnelAndTheProxySeesNeitherKeyNorRequest() {
        RawServer server = calls.open(RawServer.withTls(provider, ProxyTest::accept));
        RawServer proxy = calls.open(proxyTo(server));

        assertThat(submitThrough(proxy, Optional.empty(), server)).isInstanceOf(Accepted.class);

        assertThat(server.requests()).hasSize(1);
        assertThat(proxy.requests())
                .singleElement()
                .asString()
                .startsWith("CONNECT " + NAME + ":")
                .doesNotContainIgnoringCase("authorization");
    }

    @Test
    void theProxyIsToldUserAndPasswordAndTheProviderIsNot() {
        RawServer server = calls.open(RawServer.withTls(provider, ProxyTest::accept));
        RawServer proxy = calls.open(proxyTo(server));

        submitThrough(proxy, Optional.of(new EgressProxy.Credentials("otto", "s:3 cret")), server);

        String pair = Base64.getEncoder().encodeToString("otto:s:3 cret".getBytes(StandardCharsets.UTF_8));
        assertThat(proxy.requests()).singleElement().asString().containsIgnoringCase("authorization: basic " + pair);
        assertThat(server.requests()).singleElement().asString().doesNotContainIgnoringCase("proxy-authorization");
    }

    @Test
    void theWorkerLooksTheProviderUpNowhereItself() {
        RawServer server = calls.open(RawServer.withTls(provider, ProxyTest::accept));
        RawServer proxy = calls.open(proxyTo(server));
        Route route = new Route(Optional.of(new EgressProxy("proxy.test", port(proxy), Optional.empty())), trusting());
        HostAddress.Resolver resolver = host -> {
            if (host.equals("proxy.test")) {
                return InetAddress.getLoopbackAddress();
            }
            throw new UnknownHostException(host);
        };

        SubmitOutcome outcome = ClientCalls.submit(calls.client(endpoint(server), route, LONG, resolver));

        assertThat(outcome).isInstanceOf(Accepted.class);
    }

    @Test
    void checksShareOneTunnel() {
        RawServer server = calls.open(RawServer.withTls(provider, connection -> {
            while (connection.readRequest()) {
                connection.answer("200 OK", "", RUNNING);
            }
        }));
        RawServer proxy = calls.open(proxyTo(server));
        ProviderClient client = through(proxy, Optional.empty(), server);

        assertThat(ClientCalls.check(client, "task_1")).isInstanceOf(Running.class);
        assertThat(ClientCalls.check(client, "task_1")).isInstanceOf(Running.class);

        assertThat(proxy.connections()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 403 Filtered\r\nContent-Length: 4\r\n\r\nsaid",
                "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "something else\r\n\r\n",
                ""
            })
    void aPostWhoseTunnelWasRefusedOrLedNowhereWasNotSent(String answer) {
        RawServer server = calls.open(RawServer.withTls(provider, ProxyTest::accept));
        RawServer proxy = calls.open(new RawServer(connection -> {
            connection.readRequest();
            connection.write(answer);
        }));

        SubmitOutcome outcome =
                submitThrough(proxy, Optional.of(new EgressProxy.Credentials("otto", "s3cret")), server);

        assertThat(outcome).isInstanceOf(NotSent.class);
        assertThat(outcome.toString()).doesNotContain("otto", "s3cret", "b3R0bzpzM2NyZXQ");
        assertThat(server.connections()).isZero();
        assertThat(proxy.requests()).hasSize(1).allMatch(request -> request.startsWith("CONNECT "));
    }

    @Test
    void aRefusalByTheProxyIsToldWithItsStatus() {
        RawServer server = calls.open(RawServer.withTls(provider, ProxyTest::accept));
        RawServer proxy = calls.open(RawServer.answering("407 Proxy Authentication Required", "", ""));

        assertThat(submitThrough(proxy, Optional.empty(), server).toString()).contains("407");
    }

    @Test
    void aPostToAProxyThatIsAwayWasNotSent() {
        RawServer server = calls.open(RawServer.withTls(provider, ProxyTest::accept));
        EgressProxy away = new EgressProxy("127.0.0.1", LoopbackPorts.free(), Optional.empty());
        Route route = new Route(Optional.of(away), trusting());

        ProviderClient client = calls.client(server.url(), route);
        assertThat(ClientCalls.submit(client)).isInstanceOf(NotSent.class);
        assertThat(ClientCalls.check(client, "t")).isInstanceOf(StatusOutcome.NotSent.class);
        assertThat(server.connections()).isZero();
    }

    @Test
    void aPostWhoseTunnelBreaksAfterItWasWrittenIsInDoubt() {
        RawServer server = calls.open(RawServer.withTls(provider, RawServer.Connection::readRequest));
        RawServer proxy = calls.open(proxyTo(server));

        assertThat(submitThrough(proxy, Optional.empty(), server)).isInstanceOf(InDoubt.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aProxyThatShowsACertificateOfItsOwnGetsNothing() {
        Certificate other = Certificate.make(folder, "other", "dns:" + NAME);
        RawServer inspecting = calls.open(RawServer.withTls(other, ProxyTest::accept));

        assertThat(submitThrough(calls.open(proxyTo(inspecting)), Optional.empty(), inspecting))
                .isInstanceOf(NotSent.class);
        assertThat(inspecting.requests()).isEmpty();
    }

    @Test
    void aProviderThatAsksForACertificateIsShownOurs() {
        RawServer server = calls.open(RawServer.withMutualTls(provider, caller, ProxyTest::accept));
        RawServer proxy = calls.open(proxyTo(server));
        EgressProxy way = new EgressProxy("127.0.0.1", port(proxy), Optional.empty());
        Route route = new Route(
                Optional.of(way),
                trusting()
                        .andThen(options -> options.setKeyCertOptions(new PfxOptions()
                                .setPath(caller.keyStore().toString())
                                .setPassword(Certificate.PASSWORD))));

        assertThat(ClientCalls.submit(calls.client(endpoint(server), route, LONG, InetAddress::getByName)))
                .isInstanceOf(Accepted.class);
    }

    /** In TLS 1.3 it is told so after the handshake: whether the POST had been written by then is for the client to know. */
    @Test
    void aProviderThatAsksForACertificateTakesNothingFromWhoHasNone() {
        RawServer server = calls.open(RawServer.withMutualTls(provider, caller, ProxyTest::accept));
        RawServer proxy = calls.open(proxyTo(server));

        assertThat(submitThrough(proxy, Optional.empty(), server)).isInstanceOfAny(InDoubt.class, NotSent.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theOptionsForTlsCannotTurnTheCheckOfTheServerOff() {
        RawServer server = calls.open(RawServer.withTls(provider, ProxyTest::accept));
        Route route = new Route(
                Optional.empty(),
                options -> options.setTrustAll(true).setVerifyHost(false).setUseAlpn(true));

        assertThat(ClientCalls.submit(calls.client(server.url(), route))).isInstanceOf(NotSent.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aProxyForAProviderWithoutTlsIsRefused() {
        Route route = new Route(Optional.of(new EgressProxy("127.0.0.1", 1, Optional.empty())), options -> {});

        assertThatThrownBy(() -> calls.client("http://127.0.0.1:2", route))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takeone.provider.proxy.url")
                .hasMessageContaining("https://");
    }

    private static void accept(RawServer.Connection connection) throws IOException {
        while (connection.readRequest()) {
            connection.answer("200 OK", "", ID);
        }
    }

    private static RawServer proxyTo(RawServer server) {
        return new RawServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 Connection established\r\n\r\n");
            connection.tunnelTo(port(server));
        });
    }

    private static SubmitOutcome submitThrough(
            RawServer proxy, Optional<EgressProxy.Credentials> credentials, RawServer server) {
        return ClientCalls.submit(through(proxy, credentials, server));
    }

    private static ProviderClient through(
            RawServer proxy, Optional<EgressProxy.Credentials> credentials, RawServer server) {
        EgressProxy way = new EgressProxy("127.0.0.1", port(proxy), credentials);
        return calls.client(endpoint(server), new Route(Optional.of(way), trusting()), LONG, InetAddress::getByName);
    }

    private static Consumer<HttpClientOptions> trusting() {
        return options -> options.setTrustOptions(
                new PemTrustOptions().addCertPath(provider.pem().toString()));
    }

    /** By a name that only the proxy finds. */
    private static ProviderEndpoint endpoint(RawServer server) {
        return ClientCalls.endpoint("https://" + NAME + ":" + port(server));
    }

    private static int port(RawServer server) {
        return URI.create(server.url()).getPort();
    }
}
