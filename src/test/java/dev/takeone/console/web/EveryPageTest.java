package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.takeone.console.view.Reading;
import dev.takeone.logs.LogLines;
import dev.takeone.outage.Outage;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands on every page. */
class EveryPageTest extends ServedSite {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] ASKS_FOR_JSON = {"Accept", "application/json"};

    @RegisterExtension
    private final LogLines logged = new LogLines(Site.class);

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|true",
                "application/json, text/html;q=0.5|true",
                "Application/JSON|true",
                "application/json, text/plain, */*|true",
                "application/*|true",
                "text/html;q=0, application/json;q=0.1|true",
                "text/html, application/json|false",
                "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8|false",
                "application/json;q=0, */*|false",
                "application/json;q=0.1, text/html|false",
                "application/jsonlines|false",
                "text/plain|false",
                "*/*|false",
                ",;q=,/|false",
                "text/html;a=\"|false"
            })
    void whatIsAskedForMostIsAnswered(String accept, boolean json) throws Exception {
        openToNobody();
        String type = json ? "application/json" : "text/html; charset=utf-8";

        assertThat(get("/jobs", "Accept", accept).headers().firstValue("Content-Type"))
                .contains(type);
    }

    @Test
    void whatIsAskedForInTwoHeadersIsAnswered() throws Exception {
        openToNobody();

        assertThat(get("/", "Accept", "text/html;q=0.5", "Accept", "application/json")
                        .headers()
                        .firstValue("Content-Type"))
                .contains("application/json");
    }

    @Test
    void everyRefusalIsJsonForWhoAsksForJson() throws Exception {
        openToUsers();
        String cookie = signIn("viktor");
        List<HttpResponse<String>> refusals = new ArrayList<>(List.of(
                get("/jobs", ASKS_FOR_JSON),
                get("/jobs/none", "Cookie", cookie, "Accept", "application/json"),
                get("/jobs?q=nothing:x", "Cookie", cookie, "Accept", "application/json"),
                post("/act/preview", Map.of(), "Cookie", cookie, "Accept", "application/json"),
                post("/act/preview", Map.of(), ASKS_FOR_JSON),
                post("/sign-in", Map.of("name", "anna", "password", "guess"), ASKS_FOR_JSON),
                post(
                        "/sign-in",
                        Map.of(),
                        "Accept",
                        "application/json",
                        "Origin",
                        "https://evil.example",
                        "Sec-Fetch-Site",
                        "cross-site")));
        openToProxies("10.9.9.9");
        refusals.add(get("/", ASKS_FOR_JSON));
        openToProxies("127.0.0.1");
        refusals.add(get("/", ASKS_FOR_JSON));
        refusals.add(get("/", "X-User", "eve", "X-Groups", "none", "Accept", "application/json"));

        assertThat(refusals)
                .extracting(HttpResponse::statusCode)
                .containsExactly(401, 404, 400, 403, 401, 401, 403, 403, 403, 403);
        for (HttpResponse<String> refusal : refusals) {
            assertThat(refusal.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(JSON.readTree(refusal.body()).path("error").asText()).isNotEmpty();
        }
    }

    @Test
    void anAddressThatCannotBeReadIsToldInJsonToWhoAsksForJson() throws Exception {
        openToNobody();

        assertThat(raw("GET /jobs?q=%zz HTTP/1.1", "Accept: application/json"))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("{\"error\":\"The address cannot be read.\"}");
    }

    @Test
    void anErrorOfTheConsoleIsJsonForWhoAsksForJson() throws Exception {
        openToNobody();
        made.bug = Optional.of(new IllegalStateException("a bug"));
        HttpResponse<String> script = get("/", ASKS_FOR_JSON);

        assertThat(script.statusCode()).isEqualTo(500);
        assertThat(JSON.readTree(script.body()).path("error").asText()).contains("its log says why");
        assertThat(get("/").body()).startsWith("The console could not make this page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/jobs", "/jobs?q=nothing:x", "/jobs/" + MadeUp.JOB, "/audit"})
    void aTopicThatCannotBeReadIsNamedOnEveryPage(String path) throws Exception {
        openToNobody();
        made.away = Optional.of(new Outage(MadeUp.AT, "the topic video.jobs is missing: " + MadeUp.EVIL));
        assertThat(get(path).body())
                .contains(
                        "Kafka cannot be read since <time datetime=\"2026-11-29T10:02:11Z\"", "the topic video.jobs is")
                .doesNotContain("As of ", "<img", "not all had been read");

        made.extent = Reading.Extent.LITTLE;
        assertThat(get(path).body()).contains("Kafka cannot be read since ", "not all had been read");
    }

    @Test
    void theNextPageHasAsManyLinesAsWereAskedFor() throws Exception {
        openToNobody();
        String asked = "/jobs?q=state:failed&lines=2";

        assertThat(JSON.readTree(get(asked, "Accept", "application/json").body())
                        .at("/older")
                        .asText())
                .startsWith("/jobs?q=state%3Afailed&lines=2&page=after-");
        assertThat(get(asked).body()).contains("/jobs?q=state%3Afailed&amp;lines=2&amp;page=after-");
        assertThat(get("/jobs?q=state:failed").body()).doesNotContain("lines=");
    }

    @Test
    void moreLinesThanThereMayBeAreTheMost() throws Exception {
        openToNobody();
        for (String lines : List.of("501", "1000", "999999999")) {
            assertThat(get("/jobs?lines=" + lines).body()).contains("&amp;lines=" + lines + "&amp;page=after-");
            assertThat(made.lines).isEqualTo(500);
        }
        for (String none : List.of("0", "-1", "1e3", "9999999999")) {
            get("/jobs?lines=" + none);
            assertThat(made.lines).isEqualTo(50);
        }
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

    @Test
    void whatIsTypedIntoTheFilterBoxIsAnsweredWithHowItMayGoOn() throws Exception {
        openToNobody();
        HttpResponse<String> answer = get("/suggest?q=key%3Aa+state%3Ar");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(JSON.readTree(answer.body()))
                .extracting(JsonNode::asText)
                .containsExactly("key:a state:r" + MadeUp.EVIL);
        assertThat(get("/jobs").body()).contains("list=\"suggestions\"", "<datalist id=\"suggestions\">");
    }

    /** Whoever asks so has to mend it: nothing is wrong with the console. */
    @ParameterizedTest
    @ValueSource(strings = {"/sign-in?next=%zz", "/jobs?q=%zz", "/jobs?notice=%zz", "/?notice=%zz", "/suggest?q=%zz"})
    void anAddressThatCannotBeReadIsNoErrorOfTheConsole(String address) throws Exception {
        openToUsers();
        String cookie = signIn("anna");
        int before = logged.lines().size();

        assertThat(raw("GET " + address + " HTTP/1.1", "Cookie: " + cookie)).startsWith("HTTP/1.1 400 ");
        assertThat(logged.lines()).hasSize(before);
    }

    /** In the same connection, any path would be asked for then, and past a proxy that looks at the first one alone. */
    @Test
    void noUpgradeToHttp2WithoutTlsIsTaken() throws Exception {
        openToUsers();

        assertThat(raw(
                        "GET /sign-in HTTP/1.1",
                        "Connection: Upgrade, HTTP2-Settings",
                        "Upgrade: h2c",
                        "HTTP2-Settings: AAMAAABkAAQAAP__"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aChangeIsToldToOpenStreams() throws Exception {
        openToNobody();
        HttpResponse<InputStream> stream =
                http.send(HttpRequest.newBuilder(uri("/live")).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("retry: 3000");
            made.listeners.forEach(Runnable::run);
            assertThat(lines.lines()
                            .filter(line -> !line.isEmpty() && !line.startsWith(":"))
                            .findFirst())
                    .contains("event: changed");
        }
    }
}
