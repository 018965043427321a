package dev.takeone.console.memory;

import static dev.takeone.console.picture.PictureJobs.NOW;
import static dev.takeone.console.picture.PictureJobs.running;
import static dev.takeone.console.picture.PictureJobs.task;
import static dev.takeone.console.picture.PictureJobs.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.picture.Picture;
import dev.takeone.console.picture.PictureJobs;
import dev.takeone.console.view.FilterReaderTest;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All jobs in their order, and what lies beside them. */
class ShelfTest {
    private final Shelf shelf = new Shelf();
    private final TreeMap<Spot, Known> expected = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whateverIsPutReplacedAndRemovedItHoldsWhatASortedMapHolds(int seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 3_000; step++) {
            Known job = job(random.nextInt(400), random.nextBoolean());
            if (random.nextInt(3) == 0) {
                shelf.remove(job.spot());
                expected.remove(job.spot());
            } else {
                put(job);
            }
            if (random.nextInt(20) == 0) {
                holdsWhatIsExpected();
            }
        }
    }

    @Test
    void noneOfManyChangesBetweenTwoLooksIsLost() {
        IntStream.range(0, 250_000).forEach(number -> put(job(number * 7_919 % 250_000, false)));
        holdsWhatIsExpected();
    }

    @Test
    void howManyAreOlderIsKnownOfAnyPlace() {
        List.of(10, 20, 30).forEach(number -> put(job(number, false)));

        assertThat(List.of(35, 30, 25, 20, 10, 5))
                .extracting(number -> shelf.<Integer>look(
                        rows -> rows.before(job(number, false).spot())))
                .containsExactly(0, 0, 1, 1, 2, 3);
    }

    @Test
    void aKindTellsWhatItWasMadeOf() {
        for (FailureReason reason : FailureReason.values()) {
            for (Charged charged : Charged.values()) {
                Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());
                picture.ended(PictureJobs.failed(1, reason, charged, NOW), NOW);

                assertThat(found(picture, "reason:" + reason.label() + " charged:" + charged.label()))
                        .isEqualTo(1);
                assertThat(IntStream.range(0, Kind.END)
                                .filter(kind -> Kind.stage(kind) == Stage.FAILED
                                        && Kind.retryable(kind) == reason.retryable()
                                        && Kind.reason(kind)
                                                .filter(reason::equals)
                                                .isPresent()
                                        && Kind.charged(kind)
                                                .filter(charged::equals)
                                                .isPresent())
                                .count())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aPartOfAJobIdIsFoundWhereverItLiesAndAShortOneByNoChance() {
        String id = "0123456789abcdeffedcba98765432f0";
        JobKey key = JobKey.of(id);
        for (int from = 0; from < 32; from++) {
            for (int to = from + 6; to <= 32; to++) {
                assertThat(IdPart.of(id.substring(from, to)).isIn(key)).isTrue();
            }
        }
        assertThat(key.text()).isEqualTo(id);
        assertThat(List.of(
                        "order-1",
                        "ABCDEF",
                        "000000",
                        "0123457",
                        id + "0",
                        "ef0123",
                        "123456789abcdeffedcba98765432f1"))
                .noneMatch(part -> IdPart.of(part).isIn(key));
        assertThat(IdPart.of("4567").isIn(key)).isFalse();
    }

    private static int found(Picture picture, String filter) {
        return picture.jobs(FilterReaderTest.good(filter), Optional.empty(), 10, NOW)
                .found();
    }

    private void put(Known job) {
        shelf.put(job);
        expected.put(job.spot(), job);
    }

    private void holdsWhatIsExpected() {
        Collection<Known> held = shelf.look(rows ->
                IntStream.range(0, rows.size()).mapToObj(rows::job).toList().reversed());

        assertThat(held).containsExactlyElementsOf(expected.values());
        assertThat(shelf.<Boolean>look(rows -> IntStream.range(0, rows.size())
                        .allMatch(row -> rows.since(row) == rows.job(row).since()
                                && Kind.stage(rows.kind(row)) == rows.job(row).stage())))
                .isTrue();
    }

    private static Known job(int number, boolean runs) {
        return KnownLive.of(runs ? running(number, task(number)) : waiting(number), 1, NOW, UnaryOperator.identity());
    }
}
