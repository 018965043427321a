package dev.takeone.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class OutageWatchTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final OutageWatch watch = new OutageWatch();

    @Test
    void reasonsThatTakeTurnsAreNotToldAgainAtEachTurn() {
        assertThat(watch.failed(new TimeoutException("none"), NOON)).isTrue();
        assertThat(watch.failed(new SaslAuthenticationException("refused"), NOON))
                .isTrue();
        assertThat(watch.failed(new TimeoutException("none"), NOON)).isFalse();
        assertThat(watch.failed(new SaslAuthenticationException("refused"), NOON))
                .isFalse();
    }

    @Test
    void aReasonWithAnotherFigureInItsTextIsNoNews() {
        watch.failed(new TimeoutException("5003 ms has passed"), NOON);

        assertThat(watch.failed(new TimeoutException("5012 ms has passed"), NOON))
                .isFalse();
    }

    @Test
    void anOutageGoesOnSinceItsFirstErrorAndSaysTheLastOne() {
        watch.failed(new TimeoutException("none"), NOON);
        watch.failed(new SaslAuthenticationException("refused"), NOON.plusSeconds(9));

        assertThat(watch.current()).contains(new Outage(NOON, "SaslAuthenticationException: refused"));
    }

    @Test
    void theNextOutageIsToldAgain() {
        watch.failed(new TimeoutException("none"), NOON);
        watch.over();

        assertThat(watch.current()).isEmpty();
        assertThat(watch.failed(new TimeoutException("none"), NOON)).isTrue();
    }

    @Test
    void whatWasNeverUsableIsToldAtItsFirstError() {
        OutageWatch unread = new OutageWatch(new Outage(NOON, "not read yet"));

        assertThat(unread.failed(new TimeoutException("none"), NOON.plusSeconds(5)))
                .isTrue();
        assertThat(unread.current()).contains(new Outage(NOON, "TimeoutException: none"));
    }
}
