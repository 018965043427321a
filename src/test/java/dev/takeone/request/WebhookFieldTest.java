package dev.takeone.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhookFieldTest {
    private static final String ADDRESS = "https://hooks.example.com/hooks/3.aa.bb";

    @Test
    void theAddressIsTheLastFieldAndNothingElseChanges() {
        assertThat(WebhookField.put("{\"model\":\"m\",\"prompt\":\"a } dog\",\"seed\":1}", ADDRESS))
                .contains("{\"model\":\"m\",\"prompt\":\"a } dog\",\"seed\":1,\"webhook\":\"" + ADDRESS + "\"}");
        assertThat(WebhookField.put("{}", ADDRESS)).contains("{\"webhook\":\"" + ADDRESS + "\"}");
    }

    @Test
    void aBodyThatHasAWebhookKeepsIt() {
        assertThat(WebhookField.put("{\"model\":\"m\",\"webhook\":\"https://a.example\"}", ADDRESS))
                .isEmpty();
        assertThat(WebhookField.put("{\"model\":\"m\",\"prompt\":\"\\\"webhook\\\":\"}", ADDRESS))
                .isPresent();
    }

    @Test
    void whatIsNoObjectIsLeftAlone() {
        assertThat(WebhookField.put("[]", ADDRESS)).isEmpty();
        assertThat(WebhookField.put("", ADDRESS)).isEmpty();
    }
}
