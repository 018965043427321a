package dev.takeone.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.provider.AccountKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.apimart.ai, true, api.apimart.ai, 443, /v1/videos/generations",
        "https://api.apimart.ai/, true, api.apimart.ai, 443, /v1/videos/generations",
        "https://api.apimart.ai/v1, true, api.apimart.ai, 443, /v1/videos/generations",
        "' https://api.apimart.ai/v1/// ', true, api.apimart.ai, 443, /v1/videos/generations",
        "HTTP://localhost:8089, false, localhost, 8089, /v1/videos/generations",
        "http://localhost, false, localhost, 80, /v1/videos/generations",
        "https://proxy:8443/a%20b/v1, true, proxy, 8443, /a%20b/v1/videos/generations",
        "https://proxy/v1/x, true, proxy, 443, /v1/x/v1/videos/generations",
        "https://proxy/xv1, true, proxy, 443, /xv1/v1/videos/generations",
        "http://[::1]:8089/, false, [::1], 8089, /v1/videos/generations"
    })
    void aBaseUrlIsReadWithOrWithoutItsTail(String url, boolean tls, String host, int port, String path) {
        ProviderEndpoint endpoint = endpoint(url);
        assertThat(endpoint.isTls()).isEqualTo(tls);
        assertThat(endpoint.host()).isEqualTo(host);
        assertThat(endpoint.port()).isEqualTo(port);
        assertThat(endpoint.submissionPath()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "'', start it with https://",
        "api.apimart.ai, start it with https://",
        "ftp://api.apimart.ai, start it with https://",
        "https://, write an absolute URL",
        "https:///v1, give it a host name",
        "https:api.apimart.ai, give it a host name",
        "https://under_score, give it a host name",
        "https://api.apimart.ai:70000, use a port",
        "https://api.apimart.ai:0, use a port",
        "https://me:secret@api.apimart.ai, remove the user info",
        "https://api.apimart.ai?key=secret, remove the query",
        "https://api.apimart.ai/#secret, remove the fragment",
        "https://secret apimart, write an absolute URL"
    })
    void aUrlThatCannotBeUsedIsRefusedWithItsMend(String url, String mend) {
        assertThatThrownBy(() -> endpoint(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("takeone.provider.url ")
                .hasMessageContaining(mend)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "http://api.apimart.ai, true",
        "http://192.168.1.7:8080, true",
        "http://provider:8080, true",
        "http://127.0.0.1.example, true",
        "https://api.apimart.ai, false",
        "http://localhost:8089, false",
        "http://LOCALHOST, false",
        "http://127.0.0.1:8089, false",
        "http://127.8.9.1, false",
        "http://[::1]:8089, false"
    })
    void aKeyThatGoesOverTheNetworkInPlainTextIsWarnedOf(String url, boolean warned) {
        assertThat(endpoint(url)
                        .warning()
                        .filter(text -> text.startsWith("takeone.provider.url is plain http"))
                        .isPresent())
                .isEqualTo(warned);
    }

    @Test
    void theKeyIsNotPrinted() {
        assertThat(endpoint("https://api.apimart.ai").toString()).isEqualTo("ProviderEndpoint[https://api.apimart.ai]");
    }

    private static ProviderEndpoint endpoint(String url) {
        return ProviderEndpoint.of(url, new AccountKey("sk-key"), Optional.empty());
    }
}
