package dev.takeone.console.view;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds a page of jobs and counts the rest, in one pass over all. */
final class JobPages {
    private final Filter filter;
    private final String group;
    private final long earliest;
    private final Map<Stage, Integer> byStage = new EnumMap<>(Stage.class);
    private final Map<Stage, Integer> found = new EnumMap<>(Stage.class);
    private BigDecimal unspent = BigDecimal.ZERO;

    JobPages(Filter filter, String group, Instant now) {
        this.filter = filter;
        this.group = group;
        this.earliest =
                filter.since().map(since -> since.from(now).toEpochMilli()).orElse(Long.MIN_VALUE);
    }

    JobPage page(Jobs jobs, Optional<PageKey> from, int size, Function<Known, JobLine> line) {
        Optional<Spot> key = from.map(Spot::of);
        boolean before = from.filter(each -> each.direction() == PageKey.Direction.BEFORE)
                .isPresent();
        ArrayDeque<Known> newer = new ArrayDeque<>();
        List<Known> older = new ArrayList<>();
        boolean newerLeft = false;
        boolean olderLeft = false;
        for (Known job : jobs.all()) {
            if (!counted(job)) {
                continue;
            }
            boolean isNewer = key.isPresent() && job.spot().compareTo(key.orElseThrow()) < (before ? 0 : 1);
            if (isNewer) {
                newer.addLast(job);
                if (newer.size() > size) {
                    newer.removeFirst();
                    newerLeft = true;
                }
            } else if (older.size() < size) {
                older.add(job);
            } else {
                olderLeft = true;
            }
        }
        List<Known> lines = before ? List.copyOf(newer) : older;
        boolean isNewer = before ? newerLeft : !newer.isEmpty();
        boolean isOlder = before ? !older.isEmpty() : olderLeft;
        return new JobPage(
                lines.stream().map(line).toList(),
                found,
                byStage,
                found.values().stream().mapToInt(Integer::intValue).sum(),
                unspent,
                end(lines, isNewer, PageKey.Direction.BEFORE),
                end(lines, isOlder, PageKey.Direction.AFTER));
    }

    private static Optional<PageKey> end(List<Known> lines, boolean more, PageKey.Direction direction) {
        if (lines.isEmpty() || !more) {
            return Optional.empty();
        }
        Known last = direction == PageKey.Direction.BEFORE ? lines.getFirst() : lines.getLast();
        return Optional.of(last.spot().key(direction));
    }

    private boolean counted(Known job) {
        if (!filter.means(job, group, earliest)) {
            return false;
        }
        byStage.merge(job.stage(), 1, Integer::sum);
        if (!filter.meansStage(job)) {
            return false;
        }
        found.merge(job.stage(), 1, Integer::sum);
        if (job.stage() == Stage.WAITING && job.estimate().isPresent()) {
            unspent = unspent.add(job.estimate().orElseThrow());
        }
        return true;
    }

    /** The oldest that the filter finds, so many at most, of what was there at a time. */
    List<Known> oldest(Jobs jobs, Instant asOf, int most) {
        long latest = asOf.toEpochMilli();
        ArrayDeque<Known> oldest = new ArrayDeque<>();
        for (Known job : jobs.all()) {
            boolean meant = job.since() <= latest
                    && job.spot().publishedAt() <= latest
                    && filter.means(job, group, earliest)
                    && filter.meansStage(job);
            if (meant) {
                oldest.addLast(job);
                if (oldest.size() > most) {
                    oldest.removeFirst();
                }
            }
        }
        List<Known> found = new ArrayList<>(oldest);
        Collections.reverse(found);
        return found;
    }
}
