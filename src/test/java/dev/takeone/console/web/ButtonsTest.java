package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the buttons are pressed. */
class ButtonsTest extends ServedSite {
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
    void anOrderIsEndedUnderItsWholeName() throws Exception {
        openToUsers();
        String cookie = signIn("anna");
        String csrf = found(CSRF, get("/", "Cookie", cookie).body());
        String question = found(
                QUESTION,
                post("/act/preview", Map.of("csrf", csrf, "do", "resume", "order", " hold "), "Cookie", cookie)
                        .body());
        post("/act/perform", Map.of("csrf", csrf, "question", question), "Cookie", cookie);

        assertThat(made.performed).containsExactly("anna Resume[order= hold , meant=Optional.empty]");
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
}
