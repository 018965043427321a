package dev.takeone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class InvitationTest {
    private static final URI CONSOLE = URI.create("http://127.0.0.1:8081");

    @Test
    void bothKindsOfDemoPrintTheConsolesAddress() {
        assertThat(Invitation.lines(CONSOLE)).first().asString().contains(CONSOLE.toString());
        assertThat(Invitation.lines(CONSOLE, "127.0.0.1:9092", URI.create("http://127.0.0.1:9")))
                .first()
                .asString()
                .contains(CONSOLE.toString());
    }
}
