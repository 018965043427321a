package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pages let people type, and the packaged console's server has to take: its limits count encoded bytes. */
class LongestTextsTest extends ServedSite {
    private static final Pattern FILTER = Pattern.compile("name=\"q\"[^>]* maxlength=\"(\\d+)\"");
    private static final Pattern REASON = Pattern.compile("name=\"reason\"[^>]* maxlength=\"(\\d+)\"");

    /** Nine bytes of a form or an address; within another address, fifteen. */
    private static final String DEAREST = "\u20ac";

    private static String longest(Pattern field, String page) {
        return DEAREST.repeat(Integer.parseInt(found(field, page)));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void noFilterAndNoReasonThatFitsItsBoxIsTooLong(HttpClient.Version spoken) throws Exception {
        version = spoken;
        asOverTls = true;
        openToUsers();
        String cookie = signIn("anna");
        String page = get("/jobs", "Cookie", cookie).body();
        String address = "/jobs?q=" + Visit.encoded(longest(FILTER, page));
        Map<String, String> form = Map.of(
                "csrf",
                found(CSRF, page),
                "do",
                "withdraw",
                "q",
                longest(FILTER, page),
                "reason",
                longest(REASON, page),
                "back",
                address);

        assertThat(get(address, "Cookie", cookie, "Referer", uri(address).toString())
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> asked = post("/act/preview", form, "Cookie", cookie);
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).contains("Are you sure?");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void whoIsNotSignedInIsLedToTheFormAlsoFromTheLongestAddress(HttpClient.Version spoken) throws Exception {
        version = spoken;
        asOverTls = true;
        openToUsers();
        String address = "/jobs?q="
                + Visit.encoded(
                        longest(FILTER, get("/jobs", "Cookie", signIn("anna")).body()));

        assertThat(get("/sign-in?next=" + Visit.encoded(address)).statusCode()).isEqualTo(200);
    }
}
