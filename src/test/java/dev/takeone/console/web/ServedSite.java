package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.ClearText;
import dev.takeone.console.access.AccessSettings;
import dev.takeone.console.access.Networks;
import dev.takeone.console.access.Passwords;
import dev.takeone.console.access.Users;
import dev.takeone.waiting.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The console's addresses over HTTP, without a broker: each test opens them as it needs. */
abstract class ServedSite {
    static final String PASSWORD = "correct horse";
    static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    static final Pattern QUESTION = Pattern.compile("name=\"question\" value=\"([^\"]+)\"");

    /** Hashes are slow on purpose: once for all tests. */
    private static final String USERS = "# made by the command user\nanna:operator:" + Passwords.hash(PASSWORD, 10)
            + "\nviktor:viewer:" + Passwords.hash(PASSWORD, 10) + "\n";

    /** Its default of {@code quarkus.http.limits.max-header-size}. */
    private static final int QUARKUS_HEADERS = 20 * 1024;

    @TempDir
    Path folder;

    volatile HttpClient.Version version = HttpClient.Version.HTTP_2;

    /** Whether HTTP/2 is spoken as it is over TLS. */
    volatile boolean asOverTls;

    final MadeUp made = new MadeUp();
    private final Vertx vertx = Vertx.vertx();
    final HttpClient http = HttpClient.newHttpClient();
    private Optional<Site> site = Optional.empty();
    /** What is answered instead of all but the pages' files; 0 for the site itself. */
    volatile int insteadOfAll;

    private int port;

    Site site() {
        return site.orElseThrow();
    }

    @AfterEach
    void end() throws Exception {
        site.ifPresent(Site::close);
        http.close();
        Waiting.done(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private void open(AccessSettings settings) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(call -> {
            if (insteadOfAll == 0) {
                call.next();
            } else {
                call.response().setStatusCode(insteadOfAll).end();
            }
        });
        // It stands: how long a guess has to wait is no matter of how long the one before took to be compared.
        Site opened = new Site(new WebSettings(settings, "takeone"), made, made, vertx, InstantSource.fixed(MadeUp.AT));
        opened.mount(router);
        site = Optional.of(opened);
        HttpServer server = Waiting.done(vertx.createHttpServer(asPackaged())
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture());
        port = server.actualPort();
    }

    private HttpServerOptions asPackaged() throws IOException {
        Properties packaged = new Properties();
        try (InputStream file = Objects.requireNonNull(Site.class.getResourceAsStream("/application.properties"))) {
            packaged.load(file);
        }
        HttpServerOptions options = new HttpServerOptions()
                .setInitialSettings(new Http2Settings().setMaxHeaderListSize(limit(packaged, "max-header-list-size")))
                .setMaxHeaderSize(QUARKUS_HEADERS)
                .setMaxInitialLineLength(limit(packaged, "max-initial-line-length"))
                .setMaxFormAttributeSize(limit(packaged, "max-form-attribute-size"));
        if (!asOverTls) {
            new ClearText().customizeHttpServer(options);
        }
        return options;
    }

    private static int limit(Properties packaged, String name) {
        return Integer.parseInt(packaged.getProperty("quarkus.http.limits." + name));
    }

    void openToUsers() throws Exception {
        Path users = Files.writeString(folder.resolve("users"), USERS);
        open(new AccessSettings(Optional.of(new Users(users, MadeUp.AT)), Optional.empty(), Duration.ofHours(8)));
    }

    void openToNobody() throws Exception {
        open(new AccessSettings(Optional.empty(), Optional.empty(), Duration.ofHours(8)));
    }

    void openToProxies(String addresses) throws Exception {
        open(new AccessSettings(
                Optional.empty(),
                Optional.of(new AccessSettings.Proxies(
                        new Networks(List.of(addresses)), "X-User", "X-Groups", Set.of("lookers"), Set.of("doers"))),
                Duration.ofHours(8)));
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)), headers);
    }

    HttpResponse<String> post(String path, Map<String, String> form, String... headers) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(
                request.version(version).timeout(Waiting.AT_MOST).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The answer to one that a well-behaved client would not send. */
    String raw(String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = String.join("\r\n", lines) + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            socket.setSoTimeout(Waiting.AT_MOST_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The cookie of a session that a password has begun. */
    String signIn(String name) throws Exception {
        HttpResponse<String> answer = post("/sign-in", Map.of("name", name, "password", PASSWORD, "next", "/"));
        assertThat(answer.statusCode()).isEqualTo(303);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Lax", "Max-Age=28800", "Path=/");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    static String found(Pattern pattern, String html) {
        Matcher matcher = pattern.matcher(html);
        assertThat(matcher.find()).as(pattern + " in " + html).isTrue();
        return matcher.group(1);
    }
}
