package dev.takeone.console.picture;

import dev.takeone.account.BoardRecord;
import dev.takeone.console.memory.Ending;
import dev.takeone.console.memory.JobKey;
import dev.takeone.console.memory.JobPages;
import dev.takeone.console.memory.Jobs;
import dev.takeone.console.memory.Known;
import dev.takeone.console.memory.KnownEnded;
import dev.takeone.console.memory.KnownLive;
import dev.takeone.console.memory.Tally;
import dev.takeone.console.view.ConsoleState;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.Finder;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.HeldBack;
import dev.takeone.console.view.JobPage;
import dev.takeone.console.view.JobView;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.PageKey;
import dev.takeone.console.view.Reading;
import dev.takeone.console.view.RecordAt;
import dev.takeone.console.view.Suggestions;
import dev.takeone.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The fold over all topics. Whoever reads a topic tells it here, on any thread, in the topic's order; pages ask, on any
 * thread. Bounded: live jobs, of which workers take only so many in, and at most so many ended ones of the last 24 h.
 */
public final class Picture implements ConsoleState, Finder {
    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final int MOST_LINES = 500;

    private final PictureSettings settings;
    private final Records records;
    private final Jobs jobs;
    private final JournalHeads heads;
    private final LatestTally latest;
    private final AccountBoard board = new AccountBoard();
    private final AtomicLong changes = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Standing standing;
    private volatile Map<String, Long> unread = Map.of();
    private volatile List<String> denied = List.of();
    private volatile Reading reading = new Reading(Reading.Extent.LITTLE, 0, Optional.empty(), Optional.empty());
    private volatile long told;
    private volatile Instant swept = Instant.EPOCH;

    /** An empty picture. */
    public Picture(PictureSettings settings, Records records) {
        this.settings = settings;
        this.records = records;
        this.heads = new JournalHeads(settings);
        this.jobs = new Jobs(settings.mostEnded(), Jobs.MOST_BYTES);
        this.latest = new LatestTally(jobs);
        this.standing = Standing.none(settings.group());
    }

    /** The journal has a row of a job that goes on. */
    public void live(JobState.Live state, long sequence, Instant writtenAt) {
        if (JobKey.isOne(state.job().id())) {
            jobs.live(state, sequence, writtenAt);
            changed();
        }
    }

    /**
     * The journal has a row of a job that is over; its event tells the rest.
     *
     * @param generation how long the provider took, where it made a video and tells
     */
    public void overInJournal(
            String jobId, String profile, Optional<Duration> generation, Instant endedAt, Instant now) {
        if (JobKey.isOne(jobId)) {
            jobs.overInJournal(jobId, profile, generation, endedAt, now);
        }
    }

    /** The journal has nothing of a job any more. */
    public void removed(String jobId) {
        jobs.removed(jobId);
        changed();
    }

    /**
     * A partition of the journal says whose it is.
     *
     * @param requests the topic of that group's requests
     */
    public void journalOf(int partition, String group, String requests) {
        heads.read(partition, new JournalHeads.Owner(group, requests));
        changed();
    }

    /** The journal is read from its beginning again, since it may be another one. */
    public void journalBegunAnew() {
        heads.begunAnew();
        jobs.journalBegunAnew();
        changed();
    }

    /** An event of an ending; that of another lane, which may have its events in the same topics, is passed over. */
    public void ended(Ending ending, Instant now) {
        if (JobKey.isOne(ending.jobId()) && isOfOurs(ending.origin())) {
            jobs.ended(ending, now);
            changed();
        }
    }

    private boolean isOfOurs(RecordAt request) {
        return request.topic().isBlank() || request.topic().equals(settings.requests());
    }

    /**
     * A record of the account board.
     *
     * @param at when it was written, by the clock whose time all else here is given in
     */
    public void board(BoardRecord record, Instant at) {
        board.read(record, at);
        changed();
    }

    /** The account board is read from its beginning again, since it may be another one. */
    public void boardBegunAnew() {
        board.begunAnew();
        changed();
    }

    /** The next records of the topic of orders, in their order. */
    public void orders(Collection<OrderAt> next) {
        standing = standing.after(next);
        changed();
    }

    /** The topic of orders is read from its beginning again, since it may be another one. */
    public void ordersBegunAnew() {
        standing = standing.readAgain();
        changed();
    }

    /**
     * How many requests each group has not read, as far as the broker tells.
     *
     * @param mayNotBeTold of which groups it may not tell, in sentences
     */
    public void unread(Map<String, Long> byGroup, List<String> mayNotBeTold) {
        if (!unread.equals(byGroup) || !denied.equals(mayNotBeTold)) {
            unread = Map.copyOf(byGroup);
            denied = List.copyOf(mayNotBeTold);
            changed();
        }
    }

    @Override
    public Set<String> groups() {
        Set<String> groups = new TreeSet<>(board.groups(swept));
        groups.add(settings.group());
        return groups;
    }

    /** How far the reading is. */
    public void reading(Reading now) {
        if (now.extent() != reading.extent() || !now.away().equals(reading.away())) {
            changed();
        }
        reading = now;
    }

    /** Time has passed: to be called four times a second. Tells listeners of what has changed since the last time. */
    public void tick(Instant now) {
        board.tick(now);
        if (swept.isBefore(now.minus(SWEEP))) {
            swept = now;
            jobs.forget(now);
        }
        if (latest.hasLeftSomebodyBehind(now)) {
            changed();
        }
        long current = changes.get();
        if (current != told) {
            told = current;
            listeners.forEach(Runnable::run);
        }
    }

    private void changed() {
        changes.incrementAndGet();
    }

    @Override
    public Reading reading() {
        return reading;
    }

    @Override
    public long changes() {
        return changes.get();
    }

    @Override
    public Subscription listen(Runnable heard) {
        // An object of its own, for the same listener may have two places.
        Runnable place = () -> heard.run();
        listeners.add(place);
        return () -> listeners.remove(place);
    }

    private Tally tally(Instant now) {
        return latest.tally(changes::get, now);
    }

    private Situation situation(Tally counted, Instant now) {
        AccountBoard.Seen seen = board.seen(now);
        return new Situation(
                settings.group(),
                standing,
                seen,
                seen.spend().orElseGet(counted::spend),
                settings.rules(),
                counted::before,
                job -> jobs.usual(job.profile()),
                reading);
    }

    private JobViews views(Instant now) {
        Situation situation = situation(tally(now), now);
        return new JobViews(situation, new JobTies(situation, jobs::named), settings.servers(), now);
    }

    @Override
    public Overview overview(Instant now) {
        Tally counted = tally(now);
        Situation situation = situation(counted, now);
        return Overviews.of(
                counted,
                jobs.days(now),
                situation,
                unread,
                Stream.concat(
                                heads.foreign().stream(),
                                WhatIsWrong.of(situation, counted, jobs.isForgetful(), denied).stream())
                        .toList(),
                now);
    }

    @Override
    public JobPage jobs(Filter filter, Optional<PageKey> from, int size, Instant now) {
        JobPages pages = new JobPages(filter, settings.group(), now);
        JobViews views = views(now);
        return jobs.look(rows -> pages.page(rows, from, Math.clamp(size, 1, MOST_LINES), views::line));
    }

    @Override
    public Optional<JobView> job(String jobId, Instant now) {
        return jobs.find(jobId).map(job -> switch (job) {
            case KnownLive live -> views(now).live(live, prompt(live.origin()));
            case KnownEnded over -> views(now).over(over, records.event(over.event()), prompt(over.origin()));
        });
    }

    private Optional<Records.Look<String>> prompt(RecordAt origin) {
        return settings.prompts() && origin.isKnown() ? Optional.of(records.prompt(origin)) : Optional.empty();
    }

    @Override
    public List<String> suggest(String typed) {
        return Suggestions.of(typed, models(), groups());
    }

    private Collection<String> models() {
        return jobs.look(rows -> {
            Collection<String> models = new TreeSet<>();
            for (int row = Math.max(0, rows.size() - MOST_LINES); row < rows.size(); row++) {
                models.add(rows.job(row).model());
            }
            models.remove("");
            return models;
        });
    }

    @Override
    public List<FoundJob> find(Filter filter, Instant asOf, int most) {
        return known(filter, asOf, most).map(JobViews::found).toList();
    }

    private Stream<Known> known(Filter filter, Instant asOf, int most) {
        JobPages pages = new JobPages(filter, settings.group(), asOf);
        return jobs.look(rows -> pages.oldest(rows, asOf, most)).stream();
    }

    @Override
    public Optional<FoundJob> find(String jobId) {
        return jobs.find(jobId).map(JobViews::found);
    }

    @Override
    public Optional<HeldBack> heldBack(String order) {
        Standing now = standing;
        Stream<Known> waiting = known(Filter.WAITING, EVER, Integer.MAX_VALUE);
        return now.order(order).map(each -> now.heldBack(each, settings.group(), waiting, unread(), groups()));
    }

    @Override
    public OptionalLong unread() {
        return Optional.ofNullable(unread.get(settings.group()))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public Optional<String> foreign() {
        return heads.foreign().map(trouble -> trouble.what() + " " + trouble.mend());
    }

    @Override
    public boolean isTaken(String name, Optional<String> group, Optional<String> model) {
        return standing.isTaken(name, group, model);
    }

    @Override
    public List<Overview.OrderLine> orders() {
        return standing.lines();
    }
}
