package dev.takeone.journal.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReceiptWishesTest {
    private final ReceiptWishes wishes = new ReceiptWishes();

    @Test
    void aQuestionIsReachedAtItsEndAndNotBefore() {
        wishes.follow(1);
        CompletableFuture<Void> answer = wishes.read(1);
        ReceiptWishes.Question question = wishes.questions().getFirst();
        assertThat(question.reached(99)).as("no end is known").isFalse();
        question.end(7);

        assertThat(question.reached(6)).isFalse();
        assertThat(question.reached(7)).isTrue();
        assertThat(answer).isNotDone();

        wishes.answered(List.of(question));
        assertThat(answer).isCompleted();
        assertThat(wishes.questions()).isEmpty();
    }

    @Test
    void anEndOfATopicThatIsNoMoreIsNotWaitedForForEver() {
        wishes.follow(1);
        CompletableFuture<Void> answer = wishes.read(1);
        ReceiptWishes.Question question = wishes.questions().getFirst();
        question.end(7);
        question.askAgain();

        assertThat(question.asked()).isFalse();
        assertThat(question.reached(99)).isFalse();
        assertThat(answer).isNotDone();
    }

    @Test
    void whoeverAsksAfterAPartitionThatIsNotFollowedHasHisAnswer() {
        wishes.follow(1);

        assertThat(wishes.read(2)).isCompleted();
    }

    @Test
    void lettingGoAnswersWhoeverWaitsThereAndNobodyElse() {
        wishes.follow(1);
        wishes.follow(2);
        CompletableFuture<Void> first = wishes.read(1);
        CompletableFuture<Void> second = wishes.read(2);

        wishes.unfollow(Set.of(1));

        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        assertThat(wishes.followed()).containsOnlyKeys(2);
    }

    @Test
    void aWishMadeAnewIsAnotherOne() {
        wishes.follow(1);
        Map<Integer, ReceiptWishes.Wish> before = wishes.followed();
        wishes.follow(1);

        assertThat(wishes.followed()).isNotEqualTo(before);
        assertThat(wishes.stands(1, Objects.requireNonNull(before.get(1)))).isFalse();
    }

    /** Who waits for receipts waits for proof that nothing was paid: a reader that ends has none. */
    @Test
    void theEndAnswersNobodyAndTakesNoMoreWishes() throws Exception {
        wishes.follow(1);
        CompletableFuture<Void> before = wishes.read(1);

        wishes.close();
        wishes.follow(2);

        assertThat(before).isNotDone();
        assertThat(wishes.read(1)).isNotDone();
        assertThat(wishes.read(3)).isNotDone();
        assertThat(wishes.followed()).containsOnlyKeys(1);
        assertThat(wishes.awaitAny(Duration.ZERO)).isFalse();
    }

    @Test
    void whatIsFollowedIsAwaitedNoLonger() throws Exception {
        wishes.follow(1);
        Waiting waiting = Waiting.begin();

        assertThat(wishes.awaitAny(Waiting.AT_MOST)).isTrue();
        assertThat(waiting.isOver()).isFalse();
    }

    /** The reader of receipts rests a while between two polls, and who waits for it waits for money. */
    @Test
    void whoeverAsksWhileTheReaderRestsDoesNotWaitForTheEndOfTheRest() throws Exception {
        wishes.follow(1);
        for (Runnable news : List.<Runnable>of(
                () -> wishes.follow(2),
                () -> {
                    CompletableFuture<Void> unused = wishes.read(1);
                },
                wishes::close)) {
            long seen = wishes.news();
            Waiting waiting = Waiting.begin();

            news.run();

            wishes.awaitNews(seen, Waiting.AT_MOST);
            assertThat(waiting.isOver()).isFalse();
        }
    }
}
