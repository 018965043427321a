package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobEvent;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.TraceContext;
import dev.takeone.job.Video;
import dev.takeone.worker.WorkerFixture.Heard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What metrics and traces are made from. */
class WorkerListenerTest {
    private static final String TRACE_PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final WorkerFixture the = WorkerFixture.serving();

    @Test
    void aPostIsHeardOfWithTheTimeThatItTook() {
        the.send("order-1", dog());
        the.pass(Duration.ofSeconds(3));
        the.provider.accept(0, "task_1");
        the.run();

        assertThat(the.posted).singleElement().satisfies(post -> {
            assertThat(post.call().took()).isEqualTo(Duration.ofSeconds(3));
            assertThat(post.call().ended()).isEqualTo(the.now());
            assertThat(post.call().job().identity().id()).isEqualTo("order-1");
            assertThat(post.call().job().origin().publishedAt()).isEqualTo(WorkerFixture.PUBLISHED);
            assertThat(post.about()).isEqualTo("attempt 1");
        });
    }

    @Test
    void aCheckIsHeardOfWithTheTimeThatItTook() {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();
        the.sleep(Duration.ofSeconds(20));
        the.pass(Duration.ofMillis(700));
        the.provider.tell(0, new StatusOutcome.Running());
        the.run();

        assertThat(the.checked).singleElement().satisfies(check -> {
            assertThat(check.call().took()).isEqualTo(Duration.ofMillis(700));
            assertThat(check.about()).isEqualTo("task_1");
        });
    }

    @Test
    void anEventIsToldOnlyWhenItIsCommittedAndWithAllThatItsSenderBrought() {
        the.worker.handed(new Generation(1), List.of(WorkerFixture.traced(0, "order-1", TRACE_PARENT)));
        the.run();
        the.provider.accept(0, "task_1");
        the.run();
        the.sleep(Duration.ofSeconds(20));
        the.told.clear();
        the.committing = false;
        the.provider.tell(
                0,
                new StatusOutcome.Completed(
                        List.of(new Video("https://cdn.example/v.mp4", Optional.empty())),
                        Optional.empty(),
                        Optional.empty()));
        the.run();
        assertThat(the.told).isEmpty();

        the.committing = true;
        the.pass(Duration.ofSeconds(2));

        assertThat(the.told).singleElement().satisfies(told -> {
            assertThat(told.event()).isInstanceOf(JobEvent.Completed.class);
            assertThat(told.event().job().trace().map(TraceContext::parent)).contains(TRACE_PARENT);
            assertThat(Duration.between(told.event().at(), told.at())).isEqualTo(Duration.ofSeconds(2));
        });
    }

    @Test
    void anEndingThatWasJournaledAtOnceIsToldToo() {
        the.send("order-1", "{}");

        assertThat(the.told).extracting(Heard.Told::event).singleElement().isInstanceOf(JobEvent.Failed.class);
    }

    @Test
    void anEventWhoseTransactionIsLostIsToldByTheOneThatIsNot() {
        the.committing = false;
        the.send("order-1", "{}");
        the.journal.lose();
        the.run();
        assertThat(the.told).isEmpty();

        the.committing = true;
        the.run();

        assertThat(the.told).hasSize(1);
    }
}
