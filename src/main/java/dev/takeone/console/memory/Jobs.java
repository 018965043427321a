package dev.takeone.console.memory;

import dev.takeone.console.view.Overview;
import dev.takeone.console.view.RecordAt;
import dev.takeone.console.view.Stage;
import dev.takeone.job.JobState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The jobs that are known: the live ones of the journal, and those that ended in the last 24 h, as far as there is room. An
 * ending is final; which of the two topics tells of it first does not matter. Any number of threads read; writers take turns.
 */
public final class Jobs {
    /** How long an ended one is remembered. */
    static final Duration MEMORY = Duration.ofHours(24);

    /** A live one whose journal says that it is over stays for so long, until its event is read too. */
    private static final Duration LEAVING = Duration.ofSeconds(30);

    /** So many different texts and amounts of money are kept once. */
    private static final int SHARED = 10_000;

    /** Longer texts are not: all of them together would be in the way of what is remembered. */
    private static final int LONGEST_SHARED = 200;

    /** A quarter of a console's heap, and enough for half a million with names and keys of a usual length. */
    public static final long MOST_BYTES = 128L * 1024 * 1024;

    private final int most;
    private final long mostBytes;
    private final ConcurrentHashMap<JobKey, Known> byId = new ConcurrentHashMap<>();
    private final Shelf byAge = new Shelf();
    private final Map<JobKey, Instant> leaving = new HashMap<>();
    private final Map<Money, Money> amounts = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final ProviderWords words = new ProviderWords();
    private final UsualTimes durations = new UsualTimes();
    private final Days days = new Days();
    private int ended;
    private long bytes;
    private volatile boolean forgetful;

    /**
     * Knows no job yet.
     *
     * @param most ended ones that are kept; of more, those that ended first are forgotten
     * @param mostBytes likewise of their names, keys and other words of senders
     */
    public Jobs(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** A row of a job that goes on. */
    public synchronized void live(JobState.Live state, long sequence, Instant writtenAt) {
        KnownLive next = KnownLive.of(state, sequence, writtenAt, this::once);
        switch (Optional.<Known>ofNullable(byId.get(next.spot().job())).orElse(next)) {
            case KnownEnded _over -> {}
            case KnownLive last -> {
                if (last.sequence() <= sequence) {
                    put(next.after(last, writtenAt));
                }
            }
        }
    }

    /** The journal has a job's ending, without what its event tells. */
    public synchronized void overInJournal(
            String jobId, String profile, Optional<Duration> generation, Instant endedAt, Instant now) {
        generation.ifPresent(time -> durations.add(profile, time));
        JobKey key = JobKey.of(jobId);
        if (byId.get(key) instanceof KnownLive) {
            leaving.put(key, endedAt);
            if (endedAt.isBefore(now.minus(LEAVING))) {
                leave(key);
            }
        }
    }

    /** The journal has nothing of a job any more. */
    public synchronized void removed(String jobId) {
        if (JobKey.isOne(jobId)) {
            leave(JobKey.of(jobId));
        }
    }

    private void leave(JobKey key) {
        leaving.remove(key);
        if (byId.get(key) instanceof KnownLive live) {
            byId.remove(key);
            byAge.remove(live.spot());
        }
    }

    /** The journal is read from its beginning again, since it may be another one. */
    public synchronized void journalBegunAnew() {
        byId.values().stream()
                .filter(KnownLive.class::isInstance)
                .map(each -> each.spot().job())
                .toList()
                .forEach(this::leave);
    }

    /** An event of a job's ending. */
    public synchronized void ended(Ending ending, Instant now) {
        days.tellsFrom(now.minus(MEMORY));
        if (ending.endedAt().isBefore(now.minus(MEMORY))) {
            return;
        }
        JobKey key = JobKey.of(ending.jobId());
        leaving.remove(key);
        Optional<Known> known = Optional.ofNullable(byId.get(key));
        if (known.filter(KnownEnded.class::isInstance).isPresent()) {
            return;
        }
        KnownEnded over = known.map(live -> over(ending, live)).orElseGet(() -> over(ending));
        put(over);
        days.add(ending.endedAt(), ending.cost(), now);
        ended++;
        bytes += over.bytes();
        if (ended > most + most / 20 || bytes > mostBytes + mostBytes / 20) {
            forget(now);
        }
    }

    private KnownEnded over(Ending ending) {
        long seen = ending.submittedAt().orElse(ending.endedAt()).toEpochMilli();
        boolean keyed = !ending.key().equals(ending.identity().id());
        return over(
                ending,
                new Spot(seen, JobKey.of(ending.jobId())),
                keyed ? once(ending.key()) : "",
                ending.submittedAt().map(Instant::toEpochMilli).orElse(0L),
                0,
                ending.estimate(),
                List.of());
    }

    /** What the journal has told of it is kept where the event does not tell it. */
    private KnownEnded over(Ending ending, Known before) {
        return switch (before) {
            case KnownEnded over -> over;
            case KnownLive live ->
                over(
                        ending,
                        live.spot(),
                        live.key(),
                        live.submittedAt(),
                        live.attempts(),
                        live.estimate(),
                        live.earlier());
        };
    }

    private KnownEnded over(
            Ending ending,
            Spot spot,
            String key,
            long submittedAt,
            int attempts,
            Optional<BigDecimal> estimate,
            List<Earlier> earlier) {
        Optional<Ending.Failure> failure = ending.failure();
        RecordAt request = ending.origin();
        RecordAt event = ending.event();
        return new KnownEnded(
                spot,
                Names.of(ending.identity(), ending.taskIds()),
                Kind.of(
                        failure.isPresent() ? Stage.FAILED : Stage.COMPLETED,
                        failure.flatMap(Ending.Failure::reason),
                        failure.map(Ending.Failure::charged),
                        failure.map(Ending.Failure::retryable).orElse(false)),
                failure.map(Ending.Failure::words).map(words::kept).orElse(""),
                once(ending.model()),
                key,
                ending.endedAt().toEpochMilli(),
                submittedAt,
                attempts,
                earlier,
                once(amounts, new Money(ending.cost(), estimate.or(ending::estimate))),
                once(request.topic()),
                request.partition(),
                request.offset(),
                once(event.topic()),
                event.partition(),
                event.offset());
    }

    /** What many jobs have is kept once. */
    private String once(String text) {
        return text.length() > LONGEST_SHARED ? text : once(texts, text);
    }

    private static <T> T once(Map<T, T> known, T each) {
        if (known.size() > SHARED) {
            known.clear();
        }
        return known.computeIfAbsent(each, Function.identity());
    }

    private void put(Known job) {
        byId.put(job.spot().job(), job);
        byAge.put(job);
    }

    /** What has ended too long ago, and what is beyond the most that is kept. */
    public synchronized void forget(Instant now) {
        days.tellsFrom(now.minus(MEMORY));
        leaving.entrySet().stream()
                .filter(each -> each.getValue().isBefore(now.minus(LEAVING)))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::leave);
        List<KnownEnded> over = look(Jobs::ended);
        words.keepOnly(over.stream().map(KnownEnded::words).collect(Collectors.toSet()));
        ended = over.size();
        bytes = over.stream().mapToLong(KnownEnded::bytes).sum();
        boolean full = isMore(most, mostBytes);
        forgetful = full || (forgetful && isMore(most - most / 10, mostBytes - mostBytes / 10));
        if (full) {
            over.sort(Comparator.comparingLong(KnownEnded::since));
        }
        long earliest = now.minus(MEMORY).toEpochMilli();
        for (KnownEnded each : over) {
            if (each.since() < earliest || isMore(most, mostBytes)) {
                byId.remove(each.spot().job());
                byAge.remove(each.spot());
                ended--;
                bytes -= each.bytes();
            }
        }
    }

    private boolean isMore(int thanEnded, long thanBytes) {
        return ended > thanEnded || bytes > thanBytes;
    }

    /** What today and yesterday have cost. */
    public synchronized Overview.Days days(Instant now) {
        return days.of(now);
    }

    /** Whether more has ended in the last 24 h than is kept. */
    public boolean isForgetful() {
        return forgetful;
    }

    /** The job of this id; empty where it is not known, or the text is no job id. */
    public Optional<Known> find(String jobId) {
        return JobKey.isOne(jobId) ? Optional.ofNullable(byId.get(JobKey.of(jobId))) : Optional.empty();
    }

    /** The job of this source and request id; of several the newest. Looks through the names of all. */
    public Optional<Known> named(String source, String requestId) {
        byte[] begin = Names.begin(source, requestId);
        return look(rows -> {
            for (int row = rows.size() - 1; row >= 0; row--) {
                if (Names.beginWith(rows.names(row), begin)) {
                    return Optional.of(rows.job(row));
                }
            }
            return Optional.empty();
        });
    }

    private static List<KnownEnded> ended(Rows rows) {
        List<KnownEnded> over = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.job(row) instanceof KnownEnded each) {
                over.add(each);
            }
        }
        return over;
    }

    /** Looks at all; nothing changes meanwhile. */
    public <T> T look(Function<Rows, T> look) {
        return byAge.look(look);
    }

    /** How long videos of a kind take. */
    public Optional<UsualTimes.Span> usual(String profile) {
        return durations.usual(profile);
    }
}
