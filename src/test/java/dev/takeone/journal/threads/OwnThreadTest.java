package dev.takeone.journal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnThreadTest {
    private final AtomicLong nanos = new AtomicLong();
    private final BlockingQueue<String> fatal = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noErrorEndsAThreadUnseen(boolean error) throws InterruptedException {
        OwnThread thread = thread(() -> {
            if (error) {
                throw new NoClassDefFoundError("io/example/Codec");
            }
            throw new IllegalStateException("a bug");
        });
        thread.start();

        assertThat(Waiting.next("what has ended it", fatal)).contains("restorer");
        assertThat(thread.ends(Waiting.AT_MOST)).isTrue();
        assertThat(thread.state().fallen()).isPresent();
    }

    @Test
    void whoIsInterruptedHasNotFallen() throws InterruptedException {
        OwnThread thread = thread(() -> new CountDownLatch(1).await());
        thread.start();
        thread.interrupt();

        assertThat(thread.ends(Waiting.AT_MOST)).isTrue();
        assertThat(thread.state()).isEqualTo(new ThreadState("restorer", Duration.ZERO, Optional.empty()));
        assertThat(fatal).isEmpty();
    }

    @Test
    void aThreadThatHasNotMovedIsSeen() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        OwnThread thread = thread(end::await);
        nanos.addAndGet(Duration.ofMinutes(3).toNanos());
        assertThat(thread.state().quiet()).as("it has not begun").isEqualTo(Duration.ZERO);

        thread.start();
        assertThat(thread.state().quiet()).isEqualTo(Duration.ofMinutes(3));

        end.countDown();
        assertThat(thread.ends(Waiting.AT_MOST)).isTrue();
    }

    private OwnThread thread(OwnThread.Work work) {
        return new OwnThread("restorer", new Pulse(nanos::get), work, fatal::add);
    }
}
