package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.Tinyproxy;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.tls.Certificate;
import dev.takeone.tls.TlsFront;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged worker in a company's network: one way out, through a proxy, to a provider whose CA is the company's own. */
class ProxyIT {
    @TempDir
    Path folder;

    @Test
    void aVideoIsMadeThroughAProxyWithAPasswordAndAPrivateCa() throws IOException {
        assumeTrue(Tinyproxy.isInstalled(), "skipped: there is no tinyproxy here (Debian's package tinyproxy-bin)");
        Certificate certificate = Certificate.signedByItsOwnCa(folder, "provider", "ip:127.0.0.1");
        Path credentials = Files.writeString(folder.resolve("proxy"), Tinyproxy.CREDENTIALS);
        try (Scene scene = Scene.open("proxy", Map.of(), SimulatorSettings.defaults());
                TlsFront front = new TlsFront(certificate, scene.simulator().port());
                Tinyproxy proxy = Tinyproxy.start(folder, front.port())) {
            Map<String, String> behind = Map.of(
                    "TAKEONE_PROVIDER_URL",
                    "https://127.0.0.1:" + front.port(),
                    "TAKEONE_PROVIDER_PROXY_URL",
                    "http://127.0.0.1:" + proxy.port(),
                    "TAKEONE_PROVIDER_PROXY_CREDENTIALS_FILE",
                    credentials.toString(),
                    "QUARKUS_TLS_PROVIDER_TRUST_STORE_PEM_CERTS",
                    certificate.pem().toString());
            scene.start("settings", behind);
            scene.request("one", "");
            scene.events().awaitEndings(1);

            assertThat(scene.events().of(Kind.COMPLETED)).hasSize(1);
            assertThat(scene.charges("one")).isOne();
            assertThat(proxy.log()).anyMatch(line -> line.contains("CONNECT 127.0.0.1:" + front.port()));
            assertThat(scene.log())
                    .anyMatch(line -> line.contains("go through the proxy 127.0.0.1:" + proxy.port()))
                    .noneMatch(line -> line.contains("tiny-s3cret") || line.contains("otto"));
        }
    }

    @Test
    void theVariablesThatOthersReadAreReadToo() throws IOException {
        assumeTrue(Tinyproxy.isInstalled(), "skipped: there is no tinyproxy here (Debian's package tinyproxy-bin)");
        Certificate certificate = Certificate.signedByItsOwnCa(folder, "provider", "ip:127.0.0.1");
        try (Scene scene = Scene.open("proxied", Map.of(), SimulatorSettings.defaults());
                TlsFront front = new TlsFront(certificate, scene.simulator().port());
                Tinyproxy proxy = Tinyproxy.start(folder, front.port())) {
            scene.start(
                    "variables",
                    Map.of(
                            "TAKEONE_PROVIDER_URL", "https://127.0.0.1:" + front.port(),
                            "HTTPS_PROXY", "http://" + Tinyproxy.CREDENTIALS + "@127.0.0.1:" + proxy.port(),
                            "SSL_CERT_FILE", certificate.pem().toString()));
            scene.request("two", "");
            scene.events().awaitEndings(1);

            assertThat(scene.events().of(Kind.COMPLETED)).hasSize(1);
            assertThat(proxy.log()).anyMatch(line -> line.contains("CONNECT 127.0.0.1:" + front.port()));
            assertThat(scene.log()).noneMatch(line -> line.contains("tiny-s3cret"));
        }
    }

    /** As in the image, whose SSL_CERT_FILE says whom it trusts: the registry has a store of keys alone. */
    @Test
    void aProviderThatServesNobodyWithoutACertificateServesAWorkerThatWasToldOfIts() throws IOException {
        Certificate certificate = Certificate.signedByItsOwnCa(folder, "provider", "ip:127.0.0.1");
        Certificate ours = Certificate.signedByItsOwnCa(folder, "worker", "dns:takeone.test");
        try (Scene scene = Scene.open("mutual", Map.of(), SimulatorSettings.defaults());
                TlsFront front = TlsFront.forCallersOf(
                        ours, certificate, scene.simulator().port())) {
            scene.start(
                    "certificate",
                    Map.of(
                            "TAKEONE_PROVIDER_URL",
                            "https://127.0.0.1:" + front.port(),
                            "SSL_CERT_FILE",
                            certificate.pem().toString(),
                            "QUARKUS_TLS_PROVIDER_KEY_STORE_PEM__0__CERT",
                            ours.certificateIn(folder).toString(),
                            "QUARKUS_TLS_PROVIDER_KEY_STORE_PEM__0__KEY",
                            ours.keyIn(folder).toString()));
            scene.request("three", "");
            scene.events().awaitEndings(1);

            assertThat(scene.events().of(Kind.COMPLETED)).hasSize(1);
            assertThat(scene.charges("three")).isOne();
        }
    }
}
