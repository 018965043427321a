package dev.takeone.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Restored;
import dev.takeone.orders.OrderReader;
import dev.takeone.orders.StandingOrders;
import dev.takeone.request.RequestRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Requests of a quarter of a megabyte: a thousand of them, for which there is room by their number, are half a gigabyte. There
 * is room for four megabytes, in two partitions, and one POST at a time.
 */
class LargeRequestsTest {
    private static final long ROOM = 4 << 20;
    private static final int SIZE = 250 << 10;

    private final WorkerFixture the =
            new WorkerFixture(WorkerFixture.limited(1_000, ROOM, 1), WorkerFixture.RULES, new InMemoryJournal());

    private void hand(int partition, int from, int to) {
        hand(partition, from, to, "fast");
    }

    private void hand(int partition, int from, int to, String model) {
        String body = WorkerFixture.dog().replace("a dog", "d".repeat(SIZE)).replace("fast", model);
        List<RequestRecord> records = IntStream.range(from, to)
                .mapToObj(offset -> WorkerFixture.record(partition, offset, "p" + partition + "-" + offset, body))
                .toList();
        the.worker.handed(new Generation(1), records);
        the.run();
    }

    private void serve() {
        the.worker.assigned(new Generation(1), Set.of(0, 1), 2);
        the.run();
        the.sleep(Duration.ofMinutes(2));
    }

    @Test
    void theyFillTheRoomByTheirBytesAndLeaveRoomForOthers() {
        serve();
        hand(0, 0, 100);
        assertThat(the.disk.states(0)).hasSizeLessThanOrEqualTo(5);
        hand(1, 0, 1);
        assertThat(the.disk.states(1)).hasSize(1);
    }

    @Test
    void whatHadNoRoomComesAgainByItself() {
        serve();
        hand(0, 0, 100);
        int taken = the.disk.states(0).size();
        for (int post = 0; post < taken - 1; post++) {
            the.provider.accept(post, "task_" + post);
            the.run();
        }
        assertThat(the.rewound).contains("0 from " + taken);
    }

    @Test
    void norDoTheyFillTheMemoryWhileTheirPartitionIsReadBack() {
        the.disk.instead.put(0, new Restored.Unavailable(0, "away", false));
        serve();
        hand(0, 0, 100);
        the.disk.instead.clear();
        the.sleep(Duration.ofMinutes(1));

        assertThat(the.disk.states(0)).hasSizeBetween(1, 9);
    }

    @Test
    void thoseThatCannotGoLeaveTheRestOfTheRoomToOthers() {
        serve();
        String hold = "{\"command\":\"hold\",\"model\":\"veo3.1-quality-official\"}";
        the.worker.ordered(StandingOrders.none("takeone")
                .after(List.of(OrderReader.read("hold".getBytes(UTF_8), hold.getBytes(UTF_8), the.now()))));
        hand(0, 0, 3, "quality");
        hand(0, 3, 100);
        int taken = the.disk.states(0).size();
        for (int post = 0; post < taken - 3; post++) {
            the.provider.accept(post, "task_" + post);
            the.run();
        }
        assertThat(the.rewound).contains("0 from " + taken);
    }

    /** Whatever its size, and however little memory there is. */
    @Test
    void oneAloneHasRoom() {
        WorkerFixture small =
                new WorkerFixture(WorkerFixture.limited(1_000, 10, 1), WorkerFixture.RULES, new InMemoryJournal());
        small.worker.assigned(new Generation(1), Set.of(0), 1);
        small.run();
        small.sleep(Duration.ofMinutes(2));
        small.send("order-1", WorkerFixture.dog());

        assertThat(small.provider.posts).hasSize(1);
    }
}
