package dev.takeone.journal.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.logs.LogLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    interface Listening {
        void said(String what);

        default void ended() {}
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

    /** What nobody passes on by hand cannot be forgotten, and be swallowed by the interface's own empty method. */
    @Test
    void noWordIsKeptFromAnyOfSeveral() {
        Listening all = Observers.together(Listening.class, List.of(ear("first"), ear("second")));

        all.said("a");
        all.ended();

        assertThat(heard).containsExactly("first a", "second a", "first ended", "second ended");
    }

    @Test
    void oneOfSeveralThatThrowsKeepsNoWordFromTheNextAndIsToldOfByItsName() {
        Listening all = Observers.together(
                Listening.class,
                List.of(
                        what -> {
                            throw new IllegalStateException("meter");
                        },
                        ear("second")));

        all.said("a");
        all.said("b");

        assertThat(heard).containsExactly("second a", "second b");
        assertThat(said.lines()).singleElement().asString().contains("said has failed", "meter");
    }

    @Test
    void theMachineAtItsEndIsKeptFromNobodyBySeveral() {
        Listening all = Observers.together(Listening.class, List.of(what -> {
            throw new OutOfMemoryError("heap");
        }));

        assertThatThrownBy(() -> all.said("a")).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void severalAreNotAskedWhatOneWouldHaveToAnswer() {
        assertThatThrownBy(() -> Observers.together(Watching.class, List.of(heard::add)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void severalAreGuardedOnceAndEqualToThemselvesOnly() {
        Listening all = Observers.together(Listening.class, List.of(ear("first")));
        Listening same = Observers.together(Listening.class, List.of(ear("first")));

        assertThat(Observers.apart(Listening.class, all)).isSameAs(all);
        assertThat(Set.of(all)).contains(all).doesNotContain(same);
        assertThat(all).hasToString("[first]");
        assertThat(heard).isEmpty();
    }

    private Listening ear(String name) {
        return new Listening() {
            @Override
            public void said(String what) {
                heard.add(name + " " + what);
            }

            @Override
            public void ended() {
                heard.add(name + " ended");
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
