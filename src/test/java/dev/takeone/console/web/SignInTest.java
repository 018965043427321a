package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.logs.LogLines;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see the pages, and how they come in. */
class SignInTest extends ServedSite {
    @RegisterExtension
    private final LogLines logged = new LogLines(Site.class);

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
    void aPasswordInAHeaderIsRefusedWithWhatToDoInstead() throws Exception {
        openToUsers();
        String basic = "Basic YW5uYTpjb3JyZWN0IGhvcnNl";

        assertThat(List.of(
                        get("/jobs", "Authorization", basic, "Accept", "*/*"),
                        get("/jobs", "Authorization", basic, "Accept", "application/json"),
                        post("/act/preview", Map.of(), "Authorization", basic)))
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(401);
                    assertThat(answer.body())
                            .contains("HTTP Basic is not taken", "POST name and password to /sign-in", "cookie");
                });
        assertThat(get("/jobs", "Authorization", basic, "Accept", "text/html").statusCode())
                .isEqualTo(303);
    }

    @Test
    void aScriptSignsInByAFormAndItsCookie() throws Exception {
        openToUsers();
        HttpResponse<String> answer =
                post("/sign-in", Map.of("name", "viktor", "password", PASSWORD), "User-Agent", "curl/8");
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(get("/jobs", "Accept", "application/json", "Cookie", cookie.substring(0, cookie.indexOf(';')))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aStreamIsNotOpenToStrangers() throws Exception {
        openToUsers();
        assertThat(get("/live").statusCode()).isEqualTo(503);
    }

    @Test
    void aSignOutEndsTheSessionForGood() throws Exception {
        openToUsers();
        String cookie = signIn("viktor");
        String csrf = found(CSRF, get("/", "Cookie", cookie).body());
        post("/sign-out", Map.of("csrf", csrf), "Cookie", cookie);

        assertThat(get("/", "Cookie", cookie).statusCode()).isEqualTo(303);
    }

    /** Such as in the morning, at a page of the day before: what a script is told is nothing for people. */
    @Test
    void aPersonWhoseSessionHasEndedIsLedToTheForm() throws Exception {
        openToUsers();
        String[] browser = {"Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"};
        HttpResponse<String> asked =
                post("/act/preview", Map.of("do", "hold", "back", "/jobs?q=state:waiting"), browser);

        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(asked.headers().firstValue("Location")).contains("/sign-in?next=%2Fjobs%3Fq%3Dstate%3Awaiting");
        assertThat(post("/act/perform", Map.of("question", "none"), browser)
                        .headers()
                        .firstValue("Location"))
                .contains("/sign-in?next=%2F");
        assertThat(post("/act/preview", Map.of("back", "https://evil.example"), browser)
                        .headers()
                        .firstValue("Location"))
                .contains("/sign-in?next=%2F");
        assertThat(made.performed).isEmpty();
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

    /** A proxy's default is often to put its own name for the console there: each sign-in would be refused for ever. */
    @Test
    void aProxyThatChangesTheHostIsTold() throws Exception {
        openToUsers();
        String[] byWayOfAProxy = {"Origin", "https://console.example", "Sec-Fetch-Site", "same-origin"};
        HttpResponse<String> signIn = post("/sign-in", Map.of("name", "anna", "password", PASSWORD), byWayOfAProxy);
        assertThat(signIn.statusCode()).isEqualTo(403);
        assertThat(signIn.body()).contains("the proxy in front of it has to keep the Host header", "console.md");
        String cookie = signIn("anna");
        String csrf = found(CSRF, get("/", "Cookie", cookie).body());
        HttpResponse<String> button = post(
                "/act/preview",
                Map.of("do", "hold", "csrf", csrf),
                "Cookie",
                cookie,
                "Origin",
                "https://console.example");
        assertThat(button.statusCode()).isEqualTo(403);
        assertThat(button.body()).contains("the proxy in front of it has to keep the Host header");
        assertThat(logged.lines().stream().filter(line -> line.startsWith("WARN")))
                .singleElement()
                .asString()
                .contains("has to keep the Host header");
    }

    @Test
    void aBrowserThatSaysThatItIsAnotherSitesPageIsNotToldOfProxies() throws Exception {
        openToUsers();
        for (String[] foreign : List.of(
                new String[] {"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"},
                new String[] {"Origin", "null"})) {
            HttpResponse<String> answer = post("/sign-in", Map.of("name", "anna", "password", PASSWORD), foreign);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("another site").doesNotContain("proxy");
        }
        assertThat(logged.lines()).isEmpty();
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
}
