package dev.takeone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.chaos.Sighting.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BooksTest {
    private static final Instant T0 = Instant.parse("2026-11-22T20:00:00Z");

    private final Books books = new Books();

    @BeforeEach
    void publish() {
        books.published(order("a", false), T0);
        books.published(order("b", true), T0);
        books.published(order("a", false).again(), T0.plusSeconds(1));
    }

    @Test
    void whatEndedOnceIsInOrder() {
        complete("a");
        complete("b");
        Findings findings = close();
        assertThat(findings).isEqualTo(nothing());
        assertThat(findings.problems(InDoubt.REPLAY)).isEmpty();
        assertThat(books.allEnded()).isTrue();
        assertThat(books.jobs()).isEqualTo(2);
        assertThat(books.repeats()).isEqualTo(1);
    }

    @Test
    void whatHasNoEndingIsLost() {
        complete("a");
        assertThat(close().lost()).containsExactly("b");
        assertThat(books.allEnded()).isFalse();
        assertThat(close().problems(InDoubt.FAIL)).containsExactly("1 without an ending: b");
    }

    @Test
    void aSecondEndingAndOneThatNobodyAskedForAreToldOf() {
        complete("a");
        complete("b");
        books.seen(failed("a", "a2", "cancelled", "unknown", 9));
        complete("stranger");
        assertThat(close().twoEndings()).containsExactly("a", "stranger");
    }

    @Test
    void anEventThatComesTwiceIsToldOf() {
        complete("a");
        complete("b");
        books.seen(event(Kind.SUBMITTED, "a-submitted", "a", 2));
        assertThat(close().toldTwice()).containsExactly("a-submitted");
        assertThat(close().unannounced()).containsExactly("a");
    }

    @Test
    void aCompletionNeedsASubmissionBefore() {
        complete("b");
        books.seen(event(Kind.COMPLETED, "a-completed", "a", 5));
        assertThat(close().unannounced()).containsExactly("a");
        books.seen(event(Kind.SUBMITTED, "a-submitted", "a", 6));
        assertThat(close().unannounced()).as("later is not before").containsExactly("a");
    }

    @Test
    void aSecondChargeIsToldOfAlsoWhereItWasRefunded() {
        complete("a");
        complete("b");
        Findings findings = books.close(List.of(), List.of(paid("a", 1), paid("b", 1), paid("a", 2)));
        assertThat(findings.doubleCharges()).containsExactly("a");
        assertThat(findings.problems(InDoubt.FAIL)).containsExactly("1 charged twice: a");
    }

    @Test
    void aChargeThatTheEndingDeniesIsToldOfUnlessItIsRefunded() {
        books.seen(failed("a", "a-failed", "rejected", "no", 3));
        books.seen(failed("b", "b-failed", "generation_failed", "no", 3));
        Paid refunded = new Paid("b", T0, Optional.of(T0.plusSeconds(2)));
        assertThat(books.close(List.of(), List.of(paid("a", 1), refunded)).deniedCharges())
                .containsExactly("a");
    }

    /** Job {@code a} lies in partition 4; it is published at 0 s, and ends in doubt at 70 s. */
    @ParameterizedTest
    @CsvSource({
        "KILL,  20, 4, -1, true",
        "PAUSE, 20, 4, -1, true",
        "STOP,  20, 4, -1, false",
        "KILL,  20, 3, -1, false",
        "KILL,  71, 4, -1, false",
        "KILL,  20, 4, 10, true",
        "KILL, 129, 4, 10, true",
        "KILL, 131, 4, 10, false"
    })
    void aDoubtIsExplainedByAnAttackOnWhoeverHadTheJobWhileItsPostWasOpen(
            Attack.Kind kind, int hitAt, int partition, int chargedAt, boolean explained) {
        complete("b");
        books.seen(failed("a", "a-failed", "submission_in_doubt", "unknown", 70));
        Hit hit = new Hit(T0.plusSeconds(hitAt), kind, 0, Set.of(partition));
        List<Paid> charges = chargedAt < 0 ? List.of() : List.of(paid("a", chargedAt));
        Findings findings = books.close(List.of(hit), charges);
        assertThat(findings.inDoubt()).containsExactly("a");
        assertThat(findings.unexplained().isEmpty()).isEqualTo(explained);
        assertThat(findings.problems(InDoubt.FAIL).isEmpty()).isEqualTo(explained);
        assertThat(findings.problems(InDoubt.REPLAY)).hasSize(1);
    }

    @Test
    void aDoubtIsExplainedByAnAnswerThatTheProviderLost() {
        complete("a");
        books.seen(failed("b", "b-failed", "submission_in_doubt", "unknown", 70));
        assertThat(close().inDoubt()).containsExactly("b");
        assertThat(close().unexplained()).isEmpty();
    }

    @Test
    void ofManyIdsAFewAreNamed() {
        for (int n = 0; n < 20; n++) {
            books.published(order("x" + n, false), T0);
        }
        assertThat(close().problems(InDoubt.FAIL))
                .singleElement()
                .asString()
                .startsWith("22 without an ending: a, b, x0")
                .endsWith("x5, ...");
    }

    private void complete(String id) {
        books.seen(event(Kind.SUBMITTED, id + "-submitted", id, 1));
        books.seen(event(Kind.COMPLETED, id + "-completed", id, 5));
    }

    private Findings close() {
        return books.close(List.of(), List.of());
    }

    private static Findings nothing() {
        return new Findings(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static Order order(String id, boolean lost) {
        return new Order(id, "key", "{}", false, lost);
    }

    private static Paid paid(String id, int at) {
        return new Paid(id, T0.plusSeconds(at), Optional.empty());
    }

    private static Sighting event(Kind kind, String eventId, String requestId, int at) {
        return new Sighting(
                kind, eventId, T0.plusSeconds(at), requestId, 4, List.of(), Optional.empty(), Optional.empty());
    }

    private static Sighting failed(String requestId, String eventId, String reason, String charged, int at) {
        return new Sighting(
                Kind.FAILED,
                eventId,
                T0.plusSeconds(at),
                requestId,
                4,
                List.of(),
                Optional.of(reason),
                Optional.of(charged));
    }
}
