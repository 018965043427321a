package dev.takeone.console.memory;

import dev.takeone.console.view.Filter;
import dev.takeone.console.view.JobLine;
import dev.takeone.console.view.JobPage;
import dev.takeone.console.view.PageKey;
import dev.takeone.console.view.Stage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds a page of jobs and counts the rest, in one pass over all. */
public final class JobPages {
    private final Filter filter;
    private final boolean isOfGroup;
    private final boolean isOfAnyJob;
    private final List<IdPart> ids;
    private final Map<String, Boolean> meantWords = new HashMap<>();
    private final boolean[] kinds = new boolean[Kind.END];
    private final boolean[] kindsOfAnyStage = new boolean[Kind.END];
    private final long earliest;
    private final long latest;

    /**
     * Finds what a filter means.
     *
     * @param group the consumer group of all jobs
     * @param now what the filter's lengths of time are counted from
     */
    public JobPages(Filter filter, String group, Instant now) {
        this.filter = filter;
        this.isOfGroup = filter.meansGroup(group);
        this.isOfAnyJob = filter.models().isEmpty()
                && filter.keys().isEmpty()
                && filter.words().isEmpty()
                && filter.before().isEmpty()
                && filter.ids().isEmpty();
        this.ids = filter.ids().stream().map(IdPart::of).toList();
        for (int kind = 0; kind < Kind.END; kind++) {
            kindsOfAnyStage[kind] = Kind.isEndMeant(filter, kind);
            kinds[kind] = kindsOfAnyStage[kind] && Kind.isStageMeant(filter, kind);
        }
        this.earliest =
                filter.since().map(since -> since.from(now).toEpochMilli()).orElse(Long.MIN_VALUE);
        this.latest =
                filter.before().map(before -> before.from(now).toEpochMilli()).orElse(Long.MAX_VALUE);
    }

    /** Whether a row is meant, but for its kind; what is cheap to ask comes first. */
    private boolean means(Rows rows, int row) {
        return rows.since(row) >= earliest && isOfGroup && (isOfAnyJob || meansJob(rows, row));
    }

    private boolean meansJob(Rows rows, int row) {
        if (!filter.meansModel(rows.model(row))) {
            return false;
        }
        for (IdPart id : ids) {
            if (!id.isIn(rows, row)) {
                return false;
            }
        }
        return filter.meansKey(() -> key(rows.job(row)))
                && (filter.words().isEmpty()
                        || meantWords.computeIfAbsent(rows.job(row).words(), filter::meansWords))
                && (filter.before().isEmpty() || rows.job(row).spot().publishedAt() < latest);
    }

    /** An event tells no key from the request id where they are the same. */
    private static String key(Known job) {
        return job.stage().ended() && job.key().isEmpty() ? job.identity().id() : job.key();
    }

    /**
     * A page of what the filter finds.
     *
     * @param from the place next to it; empty for the newest
     * @param size lines at most
     * @param line what people see of a job
     */
    public JobPage page(Rows rows, Optional<PageKey> from, int size, Function<Known, JobLine> line) {
        Counts<Stage> byStage = new Counts<>(Stage.class);
        Counts<Stage> found = new Counts<>(Stage.class);
        Sum unspent = new Sum();
        Cut cut = Cut.of(rows, from, size);
        for (int row = rows.size() - 1; row >= 0; row--) {
            int kind = rows.kind(row);
            if (!kindsOfAnyStage[kind] || !means(rows, row)) {
                continue;
            }
            Stage stage = Kind.stage(kind);
            byStage.add(stage);
            if (!kinds[kind]) {
                continue;
            }
            found.add(stage);
            cut.add(row);
            if (stage == Stage.WAITING) {
                rows.money(row).estimate().ifPresent(unspent::add);
            }
        }
        List<Known> lines = cut.lines(rows);
        return new JobPage(
                lines.stream().map(line).toList(),
                found.map(),
                byStage.map(),
                found.sum(),
                unspent.total(),
                end(lines, cut.isNewerLeft(), PageKey.Direction.BEFORE),
                end(lines, cut.isOlderLeft(), PageKey.Direction.AFTER));
    }

    private static Optional<PageKey> end(List<Known> lines, boolean more, PageKey.Direction direction) {
        if (lines.isEmpty() || !more) {
            return Optional.empty();
        }
        Known last = direction == PageKey.Direction.BEFORE ? lines.getFirst() : lines.getLast();
        return Optional.of(last.spot().key(direction));
    }

    /** The rows next to a place on either side, of rows that come with the newest first. */
    private static final class Cut {
        private final int edge;
        private final boolean before;
        private final int size;
        private final ArrayDeque<Integer> newer = new ArrayDeque<>();
        private final List<Integer> older = new ArrayList<>();
        private boolean newerLeft;
        private boolean olderLeft;

        private Cut(int edge, boolean before, int size) {
            this.edge = edge;
            this.before = before;
            this.size = size;
        }

        static Cut of(Rows rows, Optional<PageKey> from, int size) {
            if (from.isEmpty()) {
                return new Cut(rows.size(), false, size);
            }
            Spot key = Spot.of(from.orElseThrow());
            boolean before = from.orElseThrow().direction() == PageKey.Direction.BEFORE;
            int row = rows.before(key);
            return new Cut(before && rows.isAt(row, key) ? row + 1 : row, before, size);
        }

        void add(int row) {
            if (olderLeft) {
                return;
            }
            if (row >= edge) {
                newer.addLast(row);
                if (newer.size() > size) {
                    newer.removeFirst();
                    newerLeft = true;
                }
            } else if (older.size() < size) {
                older.add(row);
            } else {
                olderLeft = true;
            }
        }

        List<Known> lines(Rows rows) {
            return (before ? newer : older).stream().map(rows::job).toList();
        }

        boolean isNewerLeft() {
            return before ? newerLeft : !newer.isEmpty();
        }

        boolean isOlderLeft() {
            return before ? !older.isEmpty() : olderLeft;
        }
    }

    /** The oldest that the filter finds, so many at most, of what was there at a time. */
    public List<Known> oldest(Rows rows, Instant asOf, int most) {
        long latest = asOf.toEpochMilli();
        List<Known> oldest = new ArrayList<>();
        for (int row = 0; row < rows.size() && oldest.size() < most; row++) {
            boolean meant = rows.since(row) <= latest
                    && kinds[rows.kind(row)]
                    && means(rows, row)
                    && rows.job(row).spot().publishedAt() <= latest;
            if (meant) {
                oldest.add(rows.job(row));
            }
        }
        return oldest;
    }
}
