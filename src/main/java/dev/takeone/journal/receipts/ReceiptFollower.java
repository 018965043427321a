package dev.takeone.journal.receipts;

import dev.takeone.journal.Journal;
import dev.takeone.journal.JournalObserver;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.clients.Clients;
import dev.takeone.journal.clients.EachOffset;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.receipts.ReceiptWishes.Wish;
import dev.takeone.journal.threads.OwnThread;
import dev.takeone.journal.threads.Pulse;
import dev.takeone.journal.threads.ThreadState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads the receipts of the held partitions from their beginning and as they come, on a thread of its own. */
final class ReceiptFollower {
    private static final Logger LOG = Logger.getLogger(ReceiptFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * After a poll that brought nothing, while nobody waits for how far this has come: what each poll costs is all that a
     * worker at rest costs. A receipt may be told so much later; whoever asks is not kept waiting.
     */
    private static final Duration REST = Duration.ofMillis(800);

    /** Failures that follow each other sooner than this are one: a poll that says nothing is no proof of an end. */
    private static final Duration ONE_FAILURE = Duration.ofMinutes(1);

    private final JournalSetup setup;
    private final Journal.Listener listener;
    private final JournalObserver clients;
    private final ReceiptWishes wishes = new ReceiptWishes();
    private final Pulse pulse = new Pulse(System::nanoTime);
    private final EachOffset offsets = new EachOffset(pulse);
    private Optional<OwnThread> thread = Optional.empty();
    private final Map<Integer, Followed> followed = new HashMap<>();
    private Optional<KafkaConsumer<byte @Nullable [], byte @Nullable []>> consumer = Optional.empty();
    private Optional<Long> failedNanos = Optional.empty();

    /**
     * How far a partition is read.
     *
     * @param wish which wish this serves
     * @param freshFrom the end when that began
     * @param next the offset to be read next
     * @param told the receipts so far, which are few: one that was written twice would, after its job's ending, look like
     *     a second payment
     */
    private record Followed(Wish wish, long freshFrom, long next, Set<Receipt> told) {
        Followed readUpTo(long offset) {
            return new Followed(wish, freshFrom, offset, told);
        }
    }

    ReceiptFollower(JournalSetup setup, Journal.Listener listener, JournalObserver clients) {
        this.setup = setup;
        this.listener = listener;
        this.clients = clients;
    }

    /** To be called once; {@code fatal} hears what has ended its thread. */
    synchronized void start(Consumer<String> fatal) {
        OwnThread reading = new OwnThread("takeone-receipts", pulse, this::run, fatal);
        thread = Optional.of(reading);
        reading.start();
    }

    synchronized Optional<ThreadState> state() {
        return thread.map(OwnThread::state);
    }

    /** Reads a partition from its beginning, again if it is followed already. */
    void follow(int partition) {
        wishes.follow(partition);
    }

    /** Begins no more telling of these partitions; one that has begun may still be under way. */
    void unfollow(Set<Integer> partitions) {
        wishes.unfollow(partitions);
    }

    /** Completes when all that is in the partition now has been told, or it is not followed. */
    CompletableFuture<Void> read(int partition) {
        return wishes.read(partition);
    }

    /** Follows nothing from now on. Who waits for how far a partition is read waits on: it never will be. */
    synchronized void close() {
        wishes.close();
        thread.ifPresent(OwnThread::interrupt);
    }

    private void run() throws InterruptedException {
        try {
            while (wishes.awaitAny(POLL)) {
                pulse.beat();
                long seen = wishes.news();
                if (!wishes.followed().isEmpty() && turn()) {
                    wishes.awaitNews(seen, REST);
                }
            }
        } finally {
            wishes.close();
            closeConsumer();
        }
    }

    /** Reads on; whether there is time to rest. */
    private boolean turn() throws InterruptedException {
        try {
            KafkaConsumer<byte @Nullable [], byte @Nullable []> current = serve(wishes.followed());
            askEnds(current);
            completeReached();
            boolean nothing = poll(current);
            completeReached();
            return nothing && wishes.questions().isEmpty();
        } catch (InterruptException closed) {
            throw closed;
        } catch (RuntimeException error) {
            LOG.logf(
                    goesOn() ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "Receipts cannot be read from %s, and are tried again: %s: %s",
                    setup.names().receipts(),
                    error.getClass().getSimpleName(),
                    error.getMessage());
            closeConsumer();
            wishes.pause(PAUSE);
            return false;
        }
    }

    /** Whether the failure that has just come belongs to one that has been told. */
    private boolean goesOn() {
        long now = System.nanoTime();
        Optional<Long> before = failedNanos;
        failedNanos = Optional.of(now);
        return before.filter(at -> now - at < ONE_FAILURE.toNanos()).isPresent();
    }

    /** The consumer, reading what is wished for and nothing else. */
    private KafkaConsumer<byte @Nullable [], byte @Nullable []> serve(Map<Integer, Wish> wished) {
        KafkaConsumer<byte @Nullable [], byte @Nullable []> current = consumer();
        followed.entrySet()
                .removeIf(each -> wished.get(each.getKey()) != each.getValue().wish());
        Set<Integer> beginning = new HashSet<>(wished.keySet());
        beginning.removeAll(followed.keySet());
        boolean begun = begin(current, beginning, wished);
        if (followed.isEmpty()) {
            throw new TimeoutException("no partition tells where it ends");
        }
        Set<TopicPartition> topics = topics(followed.keySet());
        if (begun || !current.assignment().equals(topics)) {
            current.assign(topics);
            followed.forEach((partition, each) -> current.seek(topic(partition), each.next()));
        }
        return current;
    }

    /** Whether one was begun; what does not tell its offsets now is begun in a later turn. */
    private boolean begin(
            KafkaConsumer<byte @Nullable [], byte @Nullable []> current,
            Set<Integer> partitions,
            Map<Integer, Wish> wished) {
        if (partitions.isEmpty()) {
            return false;
        }
        Map<TopicPartition, Long> ends = offsets.of(topics(partitions), current::endOffsets);
        Map<TopicPartition, Long> starts = offsets.of(ends.keySet(), current::beginningOffsets);
        starts.forEach((topic, start) -> followed.put(
                topic.partition(),
                new Followed(
                        Objects.requireNonNull(wished.get(topic.partition())),
                        Objects.requireNonNull(ends.get(topic)),
                        start,
                        new HashSet<>())));
        // An end that was asked for earlier may be that of a topic which is no more, and would never be reached.
        wishes.questions().stream()
                .filter(each -> starts.containsKey(topic(each.partition())))
                .forEach(ReceiptWishes.Question::askAgain);
        return !starts.isEmpty();
    }

    private void askEnds(KafkaConsumer<byte @Nullable [], byte @Nullable []> current) {
        List<ReceiptWishes.Question> open =
                wishes.questions().stream().filter(each -> !each.asked()).toList();
        Set<Integer> partitions = new HashSet<>();
        open.forEach(each -> partitions.add(each.partition()));
        if (!partitions.isEmpty()) {
            Map<TopicPartition, Long> ends = offsets.of(topics(partitions), current::endOffsets);
            open.forEach(each ->
                    Optional.ofNullable(ends.get(topic(each.partition()))).ifPresent(each::end));
        }
    }

    private void completeReached() {
        List<ReceiptWishes.Question> reached = new ArrayList<>();
        for (ReceiptWishes.Question each : wishes.questions()) {
            Followed progress = followed.get(each.partition());
            if (progress != null && each.reached(progress.next())) {
                reached.add(each);
            }
        }
        wishes.answered(reached);
    }

    private boolean poll(KafkaConsumer<byte @Nullable [], byte @Nullable []> current) {
        ConsumerRecords<byte @Nullable [], byte @Nullable []> records = current.poll(POLL);
        records.forEach(this::tell);
        followed.replaceAll((partition, each) -> each.readUpTo(current.position(topic(partition))));
        return records.isEmpty();
    }

    private void tell(ConsumerRecord<byte @Nullable [], byte @Nullable []> read) {
        Followed progress = followed.get(read.partition());
        if (progress == null || !wishes.stands(read.partition(), progress.wish())) {
            return;
        }
        switch (ReceiptCodec.decode(read.key(), read.value())) {
            case ReceiptCodec.Outcome.Read known -> {
                if (!progress.told().contains(known.receipt())) {
                    listener.receipt(read.partition(), known.receipt(), read.offset() >= progress.freshFrom());
                    progress.told().add(known.receipt());
                }
            }
            case ReceiptCodec.Outcome.Unreadable unreadable ->
                LOG.warnf(
                        "The record %s-%d-%d is no receipt, and is passed over: %s",
                        read.topic(), read.partition(), read.offset(), unreadable.why());
        }
    }

    private TopicPartition topic(int partition) {
        return new TopicPartition(setup.names().receipts(), partition);
    }

    private Set<TopicPartition> topics(Collection<Integer> partitions) {
        Set<TopicPartition> topics = new HashSet<>();
        partitions.forEach(each -> topics.add(topic(each)));
        return topics;
    }

    private KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer() {
        KafkaConsumer<byte @Nullable [], byte @Nullable []> current = consumer.orElseGet(this::open);
        consumer = Optional.of(current);
        return current;
    }

    private KafkaConsumer<byte @Nullable [], byte @Nullable []> open() {
        KafkaConsumer<byte @Nullable [], byte @Nullable []> opened = Clients.receiptsReader(setup);
        clients.consumer(JournalObserver.Role.RECEIPTS_READER, opened);
        return opened;
    }

    private void closeConsumer() {
        consumer.ifPresent(each -> each.close(CloseOptions.timeout(Duration.ZERO)));
        consumer = Optional.empty();
    }
}
