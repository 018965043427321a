package dev.takeone.journal.receipts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What the threads of the worker want of the thread that reads receipts: which partitions it shall follow, and who waits
 * for how far it has come.
 */
final class ReceiptWishes {
    private final Map<Integer, Wish> followed = new HashMap<>();
    private final List<Question> questions = new ArrayList<>();
    private boolean closed;
    private long news;

    /** One wish that a partition be followed, equal to itself only. */
    static final class Wish {}

    /** Somebody waits until a partition is read as far as it went when he asked. Its end is the reader's own. */
    static final class Question {
        private final int partition;
        private final CompletableFuture<Void> answer = new CompletableFuture<>();
        private OptionalLong end = OptionalLong.empty();

        private Question(int partition) {
            this.partition = partition;
        }

        int partition() {
            return partition;
        }

        boolean asked() {
            return end.isPresent();
        }

        void end(long offset) {
            end = OptionalLong.of(offset);
        }

        void askAgain() {
            end = OptionalLong.empty();
        }

        boolean reached(long next) {
            return end.isPresent() && next >= end.getAsLong();
        }
    }

    synchronized void follow(int partition) {
        if (!closed) {
            followed.put(partition, new Wish());
            tell();
        }
    }

    void unfollow(Set<Integer> partitions) {
        complete(remove(partitions));
    }

    /** Completes when the partition is read so far, or not followed any more; never, where the reader has ended first. */
    synchronized CompletableFuture<Void> read(int partition) {
        if (!closed && !followed.containsKey(partition)) {
            return CompletableFuture.completedFuture(null);
        }
        Question question = new Question(partition);
        questions.add(question);
        tell();
        return question.answer;
    }

    /** Nothing is read any more. Whoever waits for more must not take that for its end: receipts stand for money. */
    synchronized void close() {
        closed = true;
        tell();
    }

    private void tell() {
        news++;
        notifyAll();
    }

    /** Grows with each wish and each question. */
    synchronized long news() {
        return news;
    }

    /** Waits for at most so long until something is followed; false when nothing is read any more. */
    synchronized boolean awaitAny(Duration atMost) throws InterruptedException {
        pauseWhile(() -> followed.isEmpty() && !closed, atMost);
        return !closed;
    }

    /** Waits so long, or until the end. */
    synchronized void pause(Duration atMost) throws InterruptedException {
        pauseWhile(() -> !closed, atMost);
    }

    /** Waits so long, or until somebody wishes or asks for more than when {@code seen} was {@link #news}. */
    synchronized void awaitNews(long seen, Duration atMost) throws InterruptedException {
        pauseWhile(() -> news == seen, atMost);
    }

    private synchronized void pauseWhile(BooleanSupplier nothing, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (left > 0 && nothing.getAsBoolean()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
    }

    /** The partitions, each with the wish for it: one wished for anew has another. */
    synchronized Map<Integer, Wish> followed() {
        return Map.copyOf(followed);
    }

    synchronized boolean stands(int partition, Wish wish) {
        return followed.get(partition) == wish;
    }

    synchronized List<Question> questions() {
        return List.copyOf(questions);
    }

    void answered(Collection<Question> reached) {
        synchronized (this) {
            questions.removeAll(reached);
        }
        complete(reached);
    }

    private synchronized List<Question> remove(Set<Integer> partitions) {
        followed.keySet().removeAll(partitions);
        List<Question> moot = questions.stream()
                .filter(each -> partitions.contains(each.partition))
                .toList();
        questions.removeAll(moot);
        return moot;
    }

    private static void complete(Collection<Question> moot) {
        moot.forEach(each -> each.answer.complete(null));
    }
}
