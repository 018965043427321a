package dev.takeone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.provider.AccountKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountWiringTest {
    private static final String ADDRESS = "https://api.apimart.ai";

    /** Else each takes the other for a worker of another account, and health says so for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.apimart.ai/",
                "https://api.apimart.ai/v1",
                " https://api.apimart.ai/v1/ ",
                "https://api.apimart.ai:443/v1",
                "HTTPS://API.apimart.AI",
            })
    void oneAddressInTwoSpellingsIsOneAccount(String spelling) {
        assertThat(address(spelling)).isEqualTo(address(ADDRESS)).isEqualTo(ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.apimart.ai",
                "https://api.apimart.ai:8443",
                "https://api.apimart.ai/eu",
                "https://api.apimart.ai/V1",
            })
    void anotherAddressIsNotTakenForTheSameAccount(String other) {
        assertThat(address(other)).isNotEqualTo(ADDRESS);
    }

    private static String address(String url) {
        return AccountWiring.address(url, new AccountKey("sk-key"));
    }
}
