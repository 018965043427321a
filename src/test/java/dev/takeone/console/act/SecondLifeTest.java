package dev.takeone.console.act;

import static dev.takeone.console.act.Desk.NOW;
import static dev.takeone.console.act.Desk.copy;
import static dev.takeone.console.act.Desk.head;
import static dev.takeone.console.act.Desk.header;
import static dev.takeone.console.act.Desk.identified;
import static dev.takeone.console.act.Desk.job;
import static dev.takeone.console.act.Desk.letter;
import static dev.takeone.console.act.Desk.lyingAt;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.act.RequestCopies.Copy;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.RecordAt;
import dev.takeone.job.Identity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A failed request as it is sent again. */
class SecondLifeTest {
    @Test
    void cloudEventsKeepTheirSource() {
        SecondLife life = new SecondLife(Desk.TOPICS.requests(), "request-id");
        FoundJob job = identified(new Identity(Identity.Kind.CLOUD_EVENT, "/shop", "e1"));
        Copy.Found binary = new Copy.Found(
                Optional.empty(),
                List.of(head("ce_id", "e1"), head("ce_source", "/shop")),
                Optional.of("{}".getBytes(UTF_8)),
                NOW.minusSeconds(60));
        Copy.Found structured = new Copy.Found(
                Optional.empty(),
                List.of(),
                Optional.of("{\"id\":\"e1\",\"source\":\"/shop\",\"data\":{\"seed\":1.10}}".getBytes(UTF_8)),
                NOW.minusSeconds(60));

        assertThat(header(letter(life.of(job, binary)), "ce_id")).containsExactly("e1~again-1");
        assertThat(letter(life.of(job, structured)).value())
                .map(value -> new String(value, UTF_8))
                .contains("{\"id\":\"e1~again-1\",\"source\":\"/shop\",\"data\":{\"seed\":1.10}}");
    }

    @Test
    void aRequestWithoutANameGetsOneFromWhereItLay() {
        FoundJob job = identified(new Identity(Identity.Kind.COORDINATES, "", "video.requests-3-1"));
        Copy.Found copy =
                new Copy.Found(Optional.empty(), List.of(), Optional.of("{}".getBytes(UTF_8)), NOW.minusSeconds(60));

        assertThat(header(letter(new SecondLife(Desk.TOPICS.requests(), "request-id").of(job, copy)), "request-id"))
                .containsExactly("video.requests-3-1~again-1");
    }

    /** Else whoever writes events gave an order again that an operator has ended, and a lane's console bought another's. */
    @Test
    void whatDoesNotLieInTheGroupsOwnRequestsIsNotSent() {
        SecondLife life = new SecondLife(Desk.TOPICS.requests(), "request-id");
        Copy.Found copy =
                new Copy.Found(Optional.empty(), List.of(), Optional.of("{}".getBytes(UTF_8)), NOW.minusSeconds(60));

        assertThat(Stream.of("completed", "failed", "jobs", "receipts", "commands", "account", "lane-b.requests", "")
                        .map(topic -> life.of(lyingIn(topic), copy)))
                .allSatisfy(made -> assertThat(made).isInstanceOf(SecondLife.Made.Not.class));
        assertThat(letter(life.of(lyingIn("video.requests"), copy)).topic()).isEqualTo("video.requests");
    }

    private static FoundJob lyingIn(String topic) {
        return lyingAt(
                new RecordAt(topic, 3, 1), identified(new Identity(Identity.Kind.COORDINATES, "", topic + "-3-1")));
    }

    @Test
    void aRecordThatIsYoungerThanTheEndingIsAnothersRequest() {
        FoundJob job = identified(new Identity(Identity.Kind.COORDINATES, "", "video.requests-3-1"));
        Copy.Found copy = new Copy.Found(Optional.empty(), List.of(), Optional.of("{}".getBytes(UTF_8)), NOW);

        assertThat(new SecondLife(Desk.TOPICS.requests(), "request-id").of(job, copy))
                .isInstanceOf(SecondLife.Made.Not.class);
    }
}
