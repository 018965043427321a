package dev.takeone.console.act;

import static dev.takeone.console.act.Desk.NOW;
import static dev.takeone.console.act.Desk.head;
import static dev.takeone.console.act.Desk.header;
import static dev.takeone.console.act.Desk.identified;
import static dev.takeone.console.act.Desk.letter;
import static dev.takeone.console.act.Desk.lyingAt;
import static dev.takeone.console.act.Desk.withKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.act.RequestCopies.Copy;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.RecordAt;
import dev.takeone.job.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A failed request as it is sent again. */
class SecondLifeTest {
    private static final SecondLife LIFE = new SecondLife(Desk.TOPICS.requests(), "request-id");
    private static final FoundJob NAMELESS =
            identified(new Identity(Identity.Kind.COORDINATES, "", "video.requests-3-1"));

    @Test
    void cloudEventsKeepTheirSource() {
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

        assertThat(header(letter(LIFE.of(job, binary)), "ce_id")).containsExactly("e1~again-1");
        assertThat(letter(LIFE.of(job, structured)).value())
                .map(value -> new String(value, UTF_8))
                .contains("{\"id\":\"e1~again-1\",\"source\":\"/shop\",\"data\":{\"seed\":1.10}}");
    }

    @Test
    void aRequestWithoutANameGetsOneFromWhereItLay() {
        Copy.Found copy = unnamed("customer-7", NOW.minusSeconds(60));

        assertThat(header(letter(LIFE.of(NAMELESS, copy)), "request-id")).containsExactly("video.requests-3-1~again-1");
    }

    /** Else whoever writes events gave an order again that an operator has ended, and a lane's console bought another's. */
    @Test
    void whatDoesNotLieInTheGroupsOwnRequestsIsNotSent() {
        Copy.Found copy = unnamed("customer-7", NOW.minusSeconds(60));

        assertThat(Stream.of("completed", "failed", "jobs", "receipts", "commands", "account", "lane-b.requests", "")
                        .map(topic -> LIFE.of(lyingIn(topic), copy)))
                .allSatisfy(made -> assertThat(made).isInstanceOf(SecondLife.Made.Not.class));
        assertThat(letter(LIFE.of(lyingIn("video.requests"), copy)).topic()).isEqualTo("video.requests");
    }

    private static FoundJob lyingIn(String topic) {
        return lyingAt(
                new RecordAt(topic, 3, 1), identified(new Identity(Identity.Kind.COORDINATES, "", topic + "-3-1")));
    }

    @Test
    void aRecordThatIsYoungerThanTheEndingIsAnothersRequest() {
        assertThat(again("customer-7", NOW.plusSeconds(300))).isInstanceOf(SecondLife.Made.Not.class);
        assertThat(again("customer-7", NOW.plus(Duration.ofDays(300)))).isInstanceOf(SecondLife.Made.Not.class);
    }

    @Test
    void aRecordWithAnotherKeyIsAnothersRequestWhateverItsTimeSays() {
        assertThat(again("customer-8", NOW.minusSeconds(60))).isInstanceOf(SecondLife.Made.Not.class);
        assertThat(again("", NOW.minusSeconds(60))).isInstanceOf(SecondLife.Made.Not.class);
    }

    /** A worker ends what it refuses within a second. */
    @Test
    void aSenderWhoseClockIsMinutesAheadIsSentAgain() {
        assertThat(again("customer-7", NOW.plusSeconds(240))).isInstanceOf(SecondLife.Made.Ready.class);
    }

    @Test
    void aTimeThatCanBeNoneKeepsNoRequestFromBeingSentAgain() {
        assertThat(List.of(
                        again("customer-7", Instant.ofEpochMilli(-1)),
                        again("customer-7", Instant.ofEpochMilli(1_000 * NOW.toEpochMilli()))))
                .allSatisfy(made -> assertThat(made).isInstanceOf(SecondLife.Made.Ready.class));
    }

    /** The event of one that has no key has the coordinates in its place. */
    @Test
    void aRequestWithoutNameAndKeyIsSentAgain() {
        FoundJob job = withKey("", NAMELESS);

        assertThat(List.of("", "video.requests-3-1"))
                .allSatisfy(key -> assertThat(LIFE.of(job, unnamed(key, NOW.minusSeconds(60))))
                        .isInstanceOf(SecondLife.Made.Ready.class));
        assertThat(LIFE.of(job, unnamed("customer-7", NOW.minusSeconds(60)))).isInstanceOf(SecondLife.Made.Not.class);
    }

    private static SecondLife.Made again(String key, Instant publishedAt) {
        return LIFE.of(NAMELESS, unnamed(key, publishedAt));
    }

    private static Copy.Found unnamed(String key, Instant publishedAt) {
        return new Copy.Found(
                Optional.of(key.getBytes(UTF_8)), List.of(), Optional.of("{}".getBytes(UTF_8)), publishedAt);
    }
}
