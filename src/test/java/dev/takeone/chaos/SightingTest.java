package dev.takeone.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.chaos.Sighting.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SightingTest {
    private static final Instant T0 = Instant.parse("2026-11-22T20:00:00Z");

    @Test
    void aSubmissionNamesItsTaskOrAllOfThem() {
        Sighting one = read(Kind.SUBMITTED, "{'request_id':'a','origin':{'partition':3},'task_id':'t1'}");
        assertThat(one)
                .isEqualTo(new Sighting(
                        Kind.SUBMITTED, "e", T0, "a", 3, List.of("t1"), Optional.empty(), Optional.empty()));
        assertThat(one.isEnding()).isFalse();
        assertThat(read(Kind.SUBMITTED, "{'request_id':'a','task_id':'t1','task_ids':['t1','t2']}")
                        .taskIds())
                .containsExactly("t1", "t2");
    }

    @Test
    void aFailureSaysWhyAndWhatItCost() {
        Sighting failed = read(
                Kind.FAILED,
                "{'request_id':'a','origin':{'partition':3},'reason':'submission_in_doubt','charged':'unknown'}");
        assertThat(failed.isEnding()).isTrue();
        assertThat(failed.isInDoubt()).isTrue();
        assertThat(failed.charged()).contains("unknown");
        assertThat(failed.taskIds()).isEmpty();
        assertThat(read(Kind.FAILED, "{'request_id':'a','reason':'cancelled'}").isInDoubt())
                .isFalse();
    }

    @Test
    void somethingElseThanAnEventIsSaidToBeSo() {
        assertThatThrownBy(() -> read(Kind.FAILED, "<html>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an event");
    }

    private static Sighting read(Kind kind, String json) {
        return Sighting.of(kind, "e", T0, json.replace('\'', '"'));
    }
}
