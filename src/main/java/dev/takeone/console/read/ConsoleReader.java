package dev.takeone.console.read;

import dev.takeone.account.BoardCodec;
import dev.takeone.console.picture.OrderAt;
import dev.takeone.console.picture.Picture;
import dev.takeone.console.view.Reading;
import dev.takeone.job.JobState;
import dev.takeone.journal.Restored;
import dev.takeone.journal.clients.Clients;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.rows.EndedGlance;
import dev.takeone.orders.OrderReader;
import dev.takeone.outage.OutageWatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all topics into a picture: live jobs from {@code jobs}, endings of the last 24 h from the events, workers from {@code
 * account}, orders from {@code commands}. People wait for what goes on and ended just now; where more than that has ended,
 * it is read once the rest is there. Reads only, under client ids of its own, and belongs to no group.
 */
public final class ConsoleReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ConsoleReader.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration DAY = Duration.ofHours(24);

    /**
     * So many offsets of each partition of the events are the latest: at an account's 100 jobs a minute the last hour of
     * twelve partitions, each event with the mark of its transaction.
     */
    private static final long LATEST = 1_000;

    private final Picture picture;
    private final InstantSource clock;
    private final TopicFeed jobs;
    private final TopicFeed events;
    private final StretchFeed earlier;
    private final TopicFeed board;
    private final TopicFeed orders;
    private final Lag lag;
    private final OutageWatch stumbles = new OutageWatch();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread ticking = new Thread(this::tick, "takeone-console");

    /**
     * A reader that has not begun.
     *
     * @param setup whose worker id names this console among the broker's clients
     */
    public ConsoleReader(JournalSetup setup, Picture picture, InstantSource clock) {
        this.picture = picture;
        this.clock = clock;
        TopicNames names = setup.names();
        this.jobs = new TopicFeed(
                setup.plainReader("jobs"),
                List.of(names.jobs()),
                new TopicFeed.Begin.Beginning(),
                clock,
                new JobsOf(picture, clock));
        this.events = new TopicFeed(
                setup.plainReader("events"),
                List.of(names.completed(), names.failed()),
                new TopicFeed.Begin.Latest(DAY, LATEST),
                clock,
                this::ended);
        this.earlier = new StretchFeed(
                setup.plainReader("earlier-events"),
                () -> Optional.of(events).filter(any -> isLatestRead()).map(TopicFeed::leftOut),
                clock,
                this::ended);
        this.board = new TopicFeed(
                setup.plainReader("account"),
                List.of(names.account()),
                new TopicFeed.Begin.Beginning(),
                clock,
                new BoardOf(picture, clock, this::isBoardRead));
        this.orders = new TopicFeed(
                setup.plainReader("commands"),
                List.of(names.commands()),
                new TopicFeed.Begin.OnlyPartition(),
                clock,
                new OrdersOf(picture));
        this.lag = new Lag(
                () -> Clients.admin(setup),
                setup.settings().group(),
                names.requests(),
                picture::groups,
                picture::unread,
                clock);
    }

    /** Begins to read. */
    public void start() {
        feeds().forEach(TopicFeed::start);
        earlier.start();
        lag.start();
        ticking.setDaemon(true);
        ticking.start();
    }

    private Stream<TopicFeed> feeds() {
        return Stream.of(jobs, events, board, orders);
    }

    /** Ends all threads. */
    @Override
    public void close() {
        closed.countDown();
        feeds().forEach(TopicFeed::close);
        earlier.close();
        lag.close();
    }

    private void tick() {
        try {
            do {
                beat();
            } while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException end) {
            LOG.debug("The console's clock was ended while it waited");
        }
    }

    /** An error that nobody knows ends no clock: pages would show what was, and say that all is well. */
    void beat() {
        try {
            picture.reading(reading());
            picture.tick(clock.instant());
            stumbles.over();
        } catch (Throwable bug) {
            if (stumbles.failed(
                    new IllegalStateException("an error of the console's own: " + bug, bug), clock.instant())) {
                LOG.error("The console may miss changes, and is to be started again", bug);
            }
        }
    }

    private Reading reading() {
        return new Reading(
                extent(),
                feeds().mapToLong(TopicFeed::count).sum() + earlier.count(),
                Stream.concat(feeds().map(TopicFeed::away), Stream.of(earlier.away(), lag.away(), stumbles.current()))
                        .flatMap(Optional::stream)
                        .min((a, b) -> a.since().compareTo(b.since())),
                orders.away());
    }

    private Reading.Extent extent() {
        if (!isLatestRead()) {
            return Reading.Extent.LITTLE;
        }
        return earlier.isOver() || events.leftOut().isEmpty() ? Reading.Extent.ALL : Reading.Extent.LATEST;
    }

    private boolean isBoardRead() {
        return board.caughtUp();
    }

    private boolean isLatestRead() {
        return feeds().allMatch(TopicFeed::caughtUp);
    }

    /** One after another, so that what ended before leaves a processor to those who look at pages already. */
    private void ended(List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
        Instant now = clock.instant();
        records.stream()
                .map(EndingReader::ending)
                .flatMap(Optional::stream)
                .forEach(ending -> picture.ended(ending, now));
    }

    /**
     * What is followed comes as it is written, and another's clock may be ahead of this one or behind: it is from now. What is
     * older than clocks may differ was written before, as while Kafka could not be read.
     */
    private static Instant byOurClock(Instant written, Instant now) {
        return Duration.between(written, now).abs().compareTo(Restored.CLOCKS_APART) <= 0 ? now : written;
    }

    /** The journal's rows. */
    record JobsOf(Picture picture, InstantSource clock) implements TopicFeed.Recipient {
        @Override
        public void read(List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
            Instant now = clock.instant();
            records.parallelStream().map(JobRow::of).toList().forEach(row -> tell(row, now));
        }

        private void tell(JobRow row, Instant now) {
            switch (row) {
                case JobRow.Live(JobState.Live state, long sequence, Instant at) -> picture.live(state, sequence, at);
                case JobRow.Over(String jobId, EndedGlance glance) ->
                    picture.overInJournal(
                            jobId, glance.profile(), glance.generation(), byOurClock(glance.endedAt(), now), now);
                case JobRow.Gone(String jobId) -> picture.removed(jobId);
                case JobRow.Head(int partition, String group, String topic) ->
                    picture.journalOf(partition, group, topic);
                case JobRow.Nothing _unshown -> {}
            }
        }

        @Override
        public void begunAnew() {
            picture.journalBegunAnew();
        }
    }

    /**
     * The account board.
     *
     * @param live whether what was there at the start is read
     */
    record BoardOf(Picture picture, InstantSource clock, BooleanSupplier live) implements TopicFeed.Recipient {
        @Override
        public void read(List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
            Instant now = clock.instant();
            records.forEach(record -> picture.board(
                    BoardCodec.read(record.key(), record.value()), at(Instant.ofEpochMilli(record.timestamp()), now)));
        }

        private Instant at(Instant written, Instant now) {
            return live.getAsBoolean() ? byOurClock(written, now) : written;
        }

        @Override
        public void begunAnew() {
            picture.boardBegunAnew();
        }
    }

    /** What operators order. */
    private record OrdersOf(Picture picture) implements TopicFeed.Recipient {
        @Override
        public void read(List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
            picture.orders(records.stream()
                    .map(record -> {
                        Instant at = Instant.ofEpochMilli(record.timestamp());
                        return new OrderAt(OrderReader.read(record.key(), record.value(), at), at, record.offset());
                    })
                    .toList());
        }

        @Override
        public void begunAnew() {
            picture.ordersBegunAnew();
        }
    }
}
