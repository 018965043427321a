package dev.takeone.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.takeone.broker.LocalBroker;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import dev.takeone.tls.Certificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged worker has whatever library the Kafka client loads by name, for a login or a compression; the tests' own
 * class path has more. Every login is also one by certificate, which the broker asks for.
 */
class ClientKindsIT {
    private static final String USER = "takeone";
    private static final String PASSWORD = "only-for-tests";
    private static final String AUDIENCE = "kafka";
    private static final String DOOR = "listener.name.secured.";

    /** Without it Kafka asks no address that is named by its settings. */
    private static final String ALLOWED = "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=";

    @TempDir
    static Path folder;

    private static Certificate certificate;
    private static Path client;
    private static HttpServer tokens;
    private static LocalBroker broker;

    @BeforeAll
    static void start() throws IOException, JoseException, GeneralSecurityException {
        certificate = Certificate.make(folder, "broker", "ip:127.0.0.1");
        Certificate own = Certificate.make(folder, "client", "ip:127.0.0.1");
        client = withKey(own);
        tokens = tokens(RsaJwkGenerator.generateJwk(2048));
        broker = LocalBroker.startSecured(certificate, doors(own), List.of(ALLOWED + address("/keys")));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Scene.done(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                    .all());
        }
    }

    private static Map<String, String> doors(Certificate own) {
        Map<String, String> settings = new HashMap<>();
        settings.put(DOOR + "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER");
        settings.put(
                DOOR + "plain.sasl.jaas.config",
                PlainLoginModule.class.getName() + " required user_" + USER + "=\"" + PASSWORD + "\";");
        settings.put(DOOR + "oauthbearer.sasl.jaas.config", OAuthBearerLoginModule.class.getName() + " required;");
        settings.put(
                DOOR + "oauthbearer.sasl.server.callback.handler.class",
                OAuthBearerValidatorCallbackHandler.class.getName());
        settings.put("sasl.oauthbearer.jwks.endpoint.url", address("/keys"));
        settings.put("sasl.oauthbearer.expected.audience", AUDIENCE);
        settings.put(DOOR + "ssl.client.auth", "required");
        settings.put(DOOR + "ssl.truststore.type", "PEM");
        settings.put(DOOR + "ssl.truststore.location", own.pem().toString());
        settings.put("super.users", "User:ANONYMOUS;User:" + USER);
        return settings;
    }

    @AfterAll
    static void close() {
        broker.close();
        tokens.stop(0);
    }

    static Stream<Arguments> logins() {
        String user = " required username=\"" + USER + "\" password=\"" + PASSWORD + "\";";
        return Stream.of(
                Arguments.of("PLAIN", Map.of("KAFKA_SASL_JAAS_CONFIG", PlainLoginModule.class.getName() + user)),
                Arguments.of(
                        "SCRAM-SHA-512", Map.of("KAFKA_SASL_JAAS_CONFIG", ScramLoginModule.class.getName() + user)),
                Arguments.of(
                        "OAUTHBEARER",
                        Map.of(
                                "JAVA_TOOL_OPTIONS",
                                Scene.SMALL_JVM + " " + ALLOWED + address("/token"),
                                "KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL",
                                address("/token"),
                                "KAFKA_SASL_LOGIN_CALLBACK_HANDLER_CLASS",
                                OAuthBearerLoginCallbackHandler.class.getName(),
                                "KAFKA_SASL_JAAS_CONFIG",
                                OAuthBearerLoginModule.class.getName()
                                        + " required clientId=\"takeone\" clientSecret=\"" + PASSWORD + "\";")));
    }

    @ParameterizedTest
    @MethodSource("logins")
    void thePackagedWorkerLogsInAndServes(String mechanism, Map<String, String> login) {
        Map<String, String> settings = new HashMap<>(login);
        settings.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        settings.put("KAFKA_SASL_MECHANISM", mechanism);
        settings.put("KAFKA_SSL_TRUSTSTORE_TYPE", "PEM");
        settings.put("KAFKA_SSL_TRUSTSTORE_LOCATION", certificate.pem().toString());
        settings.put("KAFKA_SSL_KEYSTORE_TYPE", "PEM");
        settings.put("KAFKA_SSL_KEYSTORE_LOCATION", client.toString());
        try (Scene scene = scene("login-" + mechanism.toLowerCase(Locale.ROOT), settings)) {
            scene.start("one");
            scene.request("whole", "");
            scene.events().awaitEndings(List.of("whole"));

            assertThat(scene.events().of(Kind.COMPLETED)).hasSize(1);
            assertThat(scene.log()).noneMatch(line -> line.contains(" ERROR "));
        }
    }

    @Test
    void thePackagedWorkerReadsEveryCompression() {
        List<String> kinds = List.of("gzip", "snappy", "lz4", "zstd");
        String shared = broker.bootstrapServers();
        try (Scene scene = Scene.on(new Scene.Servers(shared, shared), "compressed", Map.of(), simulated())) {
            WorkerProcess worker = scene.start("one");
            for (String kind : kinds) {
                try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", shared, "compression.type", kind),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
                    Scene.done(producer.send(
                            Message.prompt("a kite ".repeat(1_300)).id(kind).to(scene.topic("requests"))));
                }
            }
            scene.events().awaitEndings(kinds);

            assertThat(scene.events().of(Kind.COMPLETED)).hasSize(kinds.size());
            assertThat(worker.output()).noneMatch(line -> line.contains(" ERROR "));
        }
    }

    private static Scene scene(String name, Map<String, String> settings) {
        return Scene.on(
                new Scene.Servers(broker.bootstrapServers(), broker.securedServers()), name, settings, simulated());
    }

    private static SimulatorSettings simulated() {
        return SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(1)));
    }

    /** Gives tokens to whoever asks, and tells the key that they are signed with. */
    private static HttpServer tokens(RsaJsonWebKey key) throws IOException, JoseException {
        key.setKeyId("one");
        JwtClaims claims = new JwtClaims();
        claims.setSubject(USER);
        claims.setAudience(AUDIENCE);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(60);
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKey(key.getPrivateKey());
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/keys", new JsonWebKeySet(key).toJson());
        answer(
                server,
                "/token",
                "{\"access_token\":\"" + token.getCompactSerialization()
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        server.start();
        return server;
    }

    private static void answer(HttpServer server, String path, String json) {
        server.createContext(path, exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, json.getBytes(UTF_8).length);
            exchange.getResponseBody().write(json.getBytes(UTF_8));
            exchange.close();
        });
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + tokens.getAddress().getPort() + path;
    }

    /** The certificate and its key in one file, as PEM. */
    private static Path withKey(Certificate own) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(own.keyStore())) {
            store.load(file, Certificate.PASSWORD.toCharArray());
        }
        byte[] key = store.getKey(store.aliases().nextElement(), Certificate.PASSWORD.toCharArray())
                .getEncoded();
        return Files.writeString(
                folder.resolve("client-with-key.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n" + Files.readString(own.pem()));
    }
}
