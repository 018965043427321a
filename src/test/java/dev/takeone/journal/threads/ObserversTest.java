package dev.takeone.journal.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.logs.LogLines;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ObserversTest {
    @RegisterExtension
    final LogLines said = new LogLines(Observers.class);

    private final List<String> heard = new ArrayList<>();

    interface Watching {
        void seen(String what);

        default void also() {}

        default int count() {
            return 0;
        }
    }

    @Test
    void whatOnlyWatchesHearsEverything() {
        Observers.apart(Watching.class, heard::add).seen("a");

        assertThat(heard).containsExactly("a");
    }

    @Test
    void whatOnlyWatchesNeverThrowsNorTellsOfItTwice() {
        Watching broken = Observers.apart(Watching.class, what -> {
            heard.add(what);
            if (what.equals("error")) {
                throw new NoClassDefFoundError("meter");
            }
            throw new IllegalStateException("meter");
        });

        broken.seen("a");
        broken.seen("b");
        broken.seen("error");
        broken.also();

        assertThat(heard).containsExactly("a", "b", "error");
        assertThat(said.lines()).hasSize(2);
    }

    @Test
    void aLogThatThrowsIsNoReasonEither() {
        Logger log = Logger.getLogger(Observers.class.getName());
        Handler broken = new Handler() {
            @Override
            public void publish(LogRecord line) {
                throw new IllegalStateException("disk full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(broken);
        try {
            Observers.apart(Watching.class, what -> {
                        throw new IllegalStateException("meter");
                    })
                    .seen("a");
        } finally {
            log.removeHandler(broken);
        }
    }

    @Test
    void theMachineAtItsEndIsNotKeptFromAnybody() {
        Watching broken = Observers.apart(Watching.class, what -> {
            throw new OutOfMemoryError("heap");
        });

        assertThatThrownBy(() -> broken.seen("a")).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void nobodyIsGuardedTwice() {
        Watching once = Observers.apart(Watching.class, heard::add);

        assertThat(Observers.apart(Watching.class, once)).isSameAs(once);
    }
}
