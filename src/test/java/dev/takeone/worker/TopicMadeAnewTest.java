package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.SETTINGS;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Origin;
import dev.takeone.journal.Restored;
import dev.takeone.request.RequestRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The requests topic is deleted and made anew: its offsets begin again, and belong to other requests. */
class TopicMadeAnewTest {
    private final WorkerFixture fixture = WorkerFixture.serving();

    @Test
    void requestsOfATopicMadeAnewAreNotTakenForHandledOnes() {
        fixture.send("order-1", dog());
        fixture.send("order-2", dog());
        fixture.disk.instead.put(0, new Restored.Stopped(0, "the topic was made anew"));

        fixture.sendAt(0, "order-3", dog());

        assertThat(fixture.said).contains("begun anew 0", "stopped 0: the topic was made anew");
        assertThat(fixture.provider.posts).hasSize(2);
    }

    @Test
    void oneThatIsStillTheSameGoesOnAndNothingIsBoughtTwice() {
        fixture.send("order-1", dog());
        fixture.send("order-2", dog());
        fixture.provider.accept(0, "task_1");
        fixture.provider.accept(1, "task_2");
        fixture.run();

        fixture.sendAt(0, "order-1", dog());
        fixture.sendAt(1, "order-2", dog());
        fixture.sendAt(2, "order-3", dog());

        assertThat(fixture.said.stream().filter("begun anew 0"::equals)).hasSize(1);
        assertThat(fixture.provider.posts).hasSize(3);
    }

    @Test
    void aRequestWithoutAnIdentityIsNoRepeatOfTheOneThatHadItsPlace() {
        nameless(fixture, "a dog");
        fixture.provider.accept(0, "task_1");
        fixture.run();
        WorkerFixture next = adopted();

        nameless(next, "a dog");

        assertThat(next.said).doesNotContain("repeated video.requests-0-0");
        assertThat(next.provider.posts)
                .singleElement()
                .satisfies(post -> assertThat(post.key())
                        .as("another job, and so another key")
                        .isNotEqualTo(fixture.provider.posts.getFirst().key()));
    }

    @Test
    void aRequestWithAnIdentityIsTheSameInWhateverTopic() {
        fixture.send("order-1", dog());
        fixture.provider.accept(0, "task_1");
        fixture.run();
        WorkerFixture next = adopted();

        next.sendAt(0, "order-1", dog());

        assertThat(next.said).contains("repeated order-1");
        assertThat(next.provider.posts).isEmpty();
    }

    /** What was handed over before the restore may be the old topic's, or the new one's beyond some that were passed. */
    @Test
    void whatWasHandedOverOfTheOldTopicIsReadAgainFromTheNewOne() {
        fixture.committing = false;
        fixture.sendAt(7, "order-1", dog());
        fixture.disk.topicLife = "topic-id-2";
        fixture.committing = true;

        fixture.worker.lost(Set.of(0));
        fixture.run();

        assertThat(fixture.rewound).containsExactly("0 from 0");
        assertThat(fixture.provider.posts).isEmpty();
    }

    /** The group's offset may be that of a topic that is no more: what it would pass over is read all the same. */
    @Test
    void whatTheGroupsOffsetWouldPassOverIsReadAllTheSame() {
        fixture.send("order-1", dog());
        fixture.provider.accept(0, "task_1");
        fixture.run();
        WorkerFixture next = adopted();
        next.rewound.clear();

        next.sendAt(2, "order-4", dog());
        assertThat(next.rewound).containsExactly("0 from 0");
        assertThat(next.provider.posts).isEmpty();
        next.sendAt(0, "order-2", dog());
        next.sendAt(1, "order-3", dog());
        next.sendAt(2, "order-4", dog());

        assertThat(next.provider.posts).hasSize(3);
        assertThat(next.rewound).hasSize(1);
    }

    /** The group's offset may be just the end of the new topic. */
    @Test
    void noRequestWaitsForTheNextOneBecauseTheGroupsOffsetIsThatOfAnotherTopic() {
        fixture.send("order-1", dog());
        fixture.provider.accept(0, "task_1");
        fixture.run();

        WorkerFixture next = adopted();

        assertThat(next.rewound).containsExactly("0 from 0");
        next.sleep(Duration.ofMinutes(1));
        assertThat(next.rewound).as("asked for once").hasSize(1);
    }

    /** It would come twice. */
    @Test
    void whatHasComeIsNotAskedForAgain() {
        fixture.disk.topicLife = "topic-id-2";
        WorkerFixture next = new WorkerFixture(SETTINGS, RULES, fixture.disk).at(fixture);
        next.worker.assigned(new Generation(1), Set.of(0), 1);
        next.run();
        next.sleep(Duration.ofSeconds(9));
        next.sendAt(0, "order-2", dog());
        next.sleep(Duration.ofMinutes(1));

        assertThat(next.rewound).isEmpty();
    }

    /** A person has decided, and the next worker goes on with the new topic from its beginning. */
    private WorkerFixture adopted() {
        fixture.disk.topicLife = "topic-id-2";
        fixture.disk.rewind(0, 0);
        WorkerFixture next = new WorkerFixture(SETTINGS, RULES, fixture.disk).at(fixture);
        next.worker.assigned(new Generation(1), Set.of(0), 1);
        next.run();
        next.sleep(Duration.ofMinutes(1));
        return next;
    }

    private static void nameless(WorkerFixture fixture, String prompt) {
        String body = "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"" + prompt + "\"}";
        fixture.worker.handed(
                new Generation(1),
                List.of(new RequestRecord(
                        new Origin(WorkerFixture.TOPIC, 0, 0, WorkerFixture.PUBLISHED),
                        Optional.empty(),
                        List.of(),
                        Optional.of(body.getBytes(StandardCharsets.UTF_8)))));
        fixture.run();
    }
}
