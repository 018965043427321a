package dev.takeone.journal.watch;

import dev.takeone.journal.rows.Found;
import dev.takeone.journal.rows.Marks;
import dev.takeone.journal.topics.Described;
import dev.takeone.journal.write.Tenure;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether something was done to the logs of a partition while it is held, so that it has to be read back and judged again.
 * Pure. It may ask too often, but what it has seen must be found, or be mended, by the restore that follows.
 */
final class Suspicion {
    private Suspicion() {}

    /**
     * The same by the topics' sizes alone: of a journal that was made anew with fewer partitions nothing more can be asked.
     * The same topic never loses one: a broker that says so has not heard yet that it has grown.
     */
    static Optional<String> of(int partition, Tenure tenure, Described topics) {
        boolean isThere = partition < topics.jobs().partitions().size()
                || tenure.marks().jobsId().equals(topics.jobs().topicId().toString());
        return isThere ? Optional.empty() : Optional.of("its journal has no such partition any more");
    }

    /**
     * Why the partition has to be read back; empty where nothing is wrong.
     *
     * @param tenure as it was before the logs were looked at
     * @param journalSeen the highest end of the journal partition that was seen
     * @param keptFrom from when on the jobs topic cannot have taken away what was written
     */
    static Optional<String> of(Tenure tenure, Found.Log requests, Found.Log jobs, long journalSeen, Instant keptFrom) {
        if (!tenure.life().topicId().equals(requests.topicId())) {
            return Optional.of("its requests topic was made anew");
        }
        if (!tenure.marks().jobsId().equals(jobs.topicId())) {
            return Optional.of("its jobs topic was made anew");
        }
        if (jobs.end() < journalSeen) {
            return Optional.of("its journal was cut short");
        }
        Marks.Floor floor = tenure.marks().floor();
        if (jobs.start() > floor.offset() && floor.at().isAfter(keptFrom)) {
            return Optional.of("rows of its journal were deleted");
        }
        long next = tenure.position().nextOffset().orElse(requests.start());
        if (next > requests.end()) {
            return Optional.of("the log of its requests was cut short");
        }
        return next < requests.start() ? Optional.of("requests are gone that were not read yet") : Optional.empty();
    }
}
