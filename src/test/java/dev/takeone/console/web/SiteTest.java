package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.takeone.console.access.AccessSettings;
import dev.takeone.console.access.Networks;
import dev.takeone.console.access.Passwords;
import dev.takeone.console.access.Users;
import dev.takeone.waiting.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's addresses over HTTP, without a broker. */
class SiteTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PASSWORD = "correct horse";
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern QUESTION = Pattern.compile("name=\"question\" value=\"([^\"]+)\"");

    @TempDir
    static Path folder;

    private static Path users;

    private final MadeUp made = new MadeUp();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private Optional<Site> site = Optional.empty();
    private int port;

    @BeforeAll
    static void users() throws Exception {
        users = Files.writeString(
                folder.resolve("users"),
                "# made by the command user\nanna:operator:" + Passwords.hash(PASSWORD, 10) + "\nviktor:viewer:"
                        + Passwords.hash(PASSWORD, 10) + "\n");
    }

    @AfterEach
    void end() throws Exception {
        site.ifPresent(Site::close);
        http.close();
        Waiting.done(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private void open(AccessSettings settings) throws Exception {
        Router router = Router.router(vertx);
        Site opened = new Site(new WebSettings(settings, "takeone"), made, made, vertx, InstantSource.system());
        opened.mount(router);
        site = Optional.of(opened);
        HttpServer server = Waiting.done(vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture());
        port = server.actualPort();
    }

    private void openToUsers() throws Exception {
        open(new AccessSettings(Optional.of(new Users(users, MadeUp.AT)), Optional.empty(), Duration.ofHours(8)));
    }

    private void openToNobody() throws Exception {
        open(new AccessSettings(Optional.empty(), Optional.empty(), Duration.ofHours(8)));
    }

    private void openToProxies(String addresses) throws Exception {
        open(new AccessSettings(
                Optional.empty(),
                Optional.of(new AccessSettings.Proxies(
                        new Networks(List.of(addresses)), "X-User", "X-Groups", Set.of("lookers"), Set.of("doers"))),
                Duration.ofHours(8)));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)), headers);
    }

    private HttpResponse<String> post(String path, Map<String, String> form, String... headers) throws Exception {
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
        return http.send(request.timeout(Waiting.AT_MOST).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The cookie of a session that a password has begun. */
    private String signIn(String name) throws Exception {
        HttpResponse<String> answer = post("/sign-in", Map.of("name", name, "password", PASSWORD, "next", "/"));
        assertThat(answer.statusCode()).isEqualTo(303);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Lax", "Max-Age=28800", "Path=/");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static String found(Pattern pattern, String html) {
        Matcher matcher = pattern.matcher(html);
        assertThat(matcher.find()).as(pattern + " in " + html).isTrue();
        return matcher.group(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/jobs",
                "/jobs?q=state:failed+x",
                "/jobs?q=nothing:%3Cimg%3E",
                "/jobs/" + MadeUp.JOB,
                "/audit",
                "/nowhere?a",
                "/sign-in"
            })
    void noTextOfSendersOrProviderBecomesMarkupAndEveryAnswerIsStrict(String path) throws Exception {
        openToUsers();
        HttpResponse<String> answer = get(path, "Cookie", signIn("anna"));

        assertThat(answer.statusCode()).isNotEqualTo(500);
        assertThat(answer.body())
                .doesNotContain(
                        "<img",
                        "<script>",
                        "href=\"javascript:",
                        "src=\"javascript:",
                        " style=",
                        " onclick=",
                        "onerror=alert(1)>");
        if (!path.startsWith("/nowhere")) {
            assertThat(answer.headers().map()).containsKey("content-security-policy");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/jobs", "/jobs/" + MadeUp.JOB, "/audit"})
    void everyPageSaysTheSameInJson(String path) throws Exception {
        openToUsers();
        HttpResponse<String> answer = get(path, "Cookie", signIn("viktor"), "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(JSON.readTree(answer.body()).isEmpty()).isFalse();
        assertThat(answer.body()).contains("2026-11-29T10:02:11Z").doesNotContain("null");
    }

    @Test
    void jsonUsesTheWordsOfTheEvents() throws Exception {
        openToNobody();
        JsonNode job = JSON.readTree(
                get("/jobs/" + MadeUp.JOB, "Accept", "application/json").body());

        assertThat(job.at("/line/stage").asText()).isEqualTo("failed");
        assertThat(job.at("/line/reason").asText()).isEqualTo("rejected");
        assertThat(job.at("/line/charged").asText()).isEqualTo("unknown");
        assertThat(job.at("/line/request_id").asText()).isEqualTo(MadeUp.EVIL);
        assertThat(job.at("/error/http_status").asInt()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/jobs", "/jobs/" + MadeUp.JOB, "/audit", "/suggest"})
    void whoIsNotKnownSeesNothing(String path) throws Exception {
        openToUsers();
        HttpResponse<String> page = get(path);
        HttpResponse<String> script = get(path, "Accept", "application/json", "Cookie", "takeone-session=guess");

        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location").orElseThrow()).startsWith("/sign-in?next=");
        assertThat(page.body()).isEmpty();
        assertThat(script.statusCode()).isEqualTo(401);
        assertThat(script.body()).doesNotContain("onerror");
    }

    @Test
    void aStreamIsNotOpenToStrangers() throws Exception {
        openToUsers();
        assertThat(get("/live").statusCode()).isEqualTo(503);
    }

    @Test
    void anActionIsAskedOnceDoneOnceAndToldWithItsUser() throws Exception {
        openToUsers();
        String cookie = signIn("anna");
        String csrf = found(CSRF, get("/", "Cookie", cookie).body());
        HttpResponse<String> asked = post(
                "/act/preview",
                Map.of("csrf", csrf, "do", "hold", "model", "veo", "reason", "price", "back", "/jobs?q=x"),
                "Cookie",
                cookie);
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(made.performed).isEmpty();

        Map<String, String> yes = Map.of("csrf", csrf, "question", found(QUESTION, asked.body()));
        HttpResponse<String> done = post("/act/perform", yes, "Cookie", cookie);
        HttpResponse<String> again = post("/act/perform", yes, "Cookie", cookie);

        assertThat(made.performed)
                .containsExactly("anna Hold[group=Optional.empty, model=Optional[veo], reason=price]");
        assertThat(again.statusCode()).isEqualTo(409);
        String location = done.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith("/jobs?q=x&notice=");
        assertThat(get(location, "Cookie", cookie).body()).contains("class=\"notice\"");
        assertThat(get(location, "Cookie", signIn("viktor")).body()).doesNotContain("class=\"notice\"");
    }

    @Test
    void aFormThatIsNotOursDoesNothing() throws Exception {
        openToUsers();
        String cookie = signIn("anna");
        String csrf = found(CSRF, get("/", "Cookie", cookie).body());
        String others = found(CSRF, get("/", "Cookie", signIn("anna")).body());
        Map<String, String> hold = Map.of("do", "hold");

        assertThat(post("/act/preview", hold, "Cookie", cookie).statusCode()).isEqualTo(403);
        assertThat(post("/act/preview", Map.of("do", "hold", "csrf", others), "Cookie", cookie)
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(
                                "/act/preview",
                                Map.of("do", "hold", "csrf", csrf),
                                "Cookie",
                                cookie,
                                "Sec-Fetch-Site",
                                "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(
                                "/act/preview",
                                Map.of("do", "hold", "csrf", csrf),
                                "Cookie",
                                cookie,
                                "Origin",
                                "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/sign-in", Map.of("name", "anna", "password", PASSWORD), "Origin", "null")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void whoMayLookMayNotAct() throws Exception {
        openToUsers();
        String cookie = signIn("viktor");
        String page = get("/", "Cookie", cookie).body();
        assertThat(page).doesNotContain("/act/preview");

        assertThat(post("/act/preview", Map.of("do", "hold", "csrf", found(CSRF, page)), "Cookie", cookie)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void nobodyActsWhereNobodyIsKnown() throws Exception {
        openToNobody();
        assertThat(get("/").body()).doesNotContain("/act/preview").contains("For reading only");
        assertThat(post("/act/preview", Map.of("do", "hold", "csrf", "")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aSignOutEndsTheSessionForGood() throws Exception {
        openToUsers();
        String cookie = signIn("viktor");
        String csrf = found(CSRF, get("/", "Cookie", cookie).body());
        post("/sign-out", Map.of("csrf", csrf), "Cookie", cookie);

        assertThat(get("/", "Cookie", cookie).statusCode()).isEqualTo(303);
    }

    @Test
    void aSignInLeadsToPagesOfOursOnly() throws Exception {
        openToUsers();
        for (String next : List.of("https://evil.example", "//evil.example", "/\\evil.example", "javascript:x")) {
            HttpResponse<String> answer =
                    post("/sign-in", Map.of("name", "viktor", "password", PASSWORD, "next", next));
            assertThat(answer.headers().firstValue("Location")).contains("/");
        }
        assertThat(post("/sign-in", Map.of("name", "viktor", "password", PASSWORD, "next", "/jobs?q=a"))
                        .headers()
                        .firstValue("Location"))
                .contains("/jobs?q=a");
    }

    @Test
    void guessingIsSlowedDown() throws Exception {
        openToUsers();
        List<Integer> answers = new ArrayList<>();
        for (int each = 0; each < 6; each++) {
            answers.add(post("/sign-in", Map.of("name", "anna", "password", "guess" + each))
                    .statusCode());
        }
        assertThat(answers).containsExactly(401, 401, 401, 401, 401, 429);
        HttpResponse<String> right = post("/sign-in", Map.of("name", "anna", "password", PASSWORD));
        assertThat(right.statusCode()).isEqualTo(429);
        assertThat(right.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void aProxyIsBelievedFromItsOwnAddressOnly() throws Exception {
        openToProxies("127.0.0.1");
        assertThat(get("/", "X-User", "olga", "X-Groups", "staff, doers").body())
                .contains("olga (operator)", "/act/preview");
        assertThat(get("/", "X-User", "leo", "X-Groups", "lookers").body()).contains("leo (viewer)");
        assertThat(get("/", "X-User", "eve", "X-Groups", "others").statusCode()).isEqualTo(403);
        assertThat(get("/").statusCode()).isEqualTo(403);
        assertThat(get("/", "X-User", "olga", "X-User", "eve", "X-Groups", "doers")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void whoComesPastTheProxyIsNotBelieved() throws Exception {
        openToProxies("10.9.9.9");
        assertThat(get("/", "X-User", "olga", "X-Groups", "doers").statusCode()).isEqualTo(403);
    }

    @Test
    void aChangeIsToldToOpenStreams() throws Exception {
        openToNobody();
        HttpResponse<InputStream> stream =
                http.send(HttpRequest.newBuilder(uri("/live")).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("retry: 3000");
            made.listeners.forEach(Runnable::run);
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("event: changed");
        }
    }
}
