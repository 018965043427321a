package dev.takeone.journal.read;

import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.rows.Committed;
import dev.takeone.journal.rows.Found;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.Marks;
import dev.takeone.journal.rows.TopicLife;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether a partition's journal, the requests topic and the group's offset tell the same story. Pure.
 *
 * <p>The head is the truth; an offset of the group that is behind it, or gone, costs only a second look at records that
 * are known. What cannot be told apart from a loss stops the partition, unless the user has chosen to adopt it.
 *
 * <p><b>An emptied journal and a new one</b> both hold nothing. A log that has ever lost a record begins above 0; the
 * group's offset stays when the rows go; a log of receipts ends above 0 once there was one, which is after the row of its
 * job; and a partition has a head from its first restore on, whether requests came or not. So an empty partition is new
 * where its log begins at 0, the group has no offset, and there never was a receipt. Requests that wait in the topic tell
 * nothing: they may be older than the first start. What is left is a jobs topic that was made anew together with the
 * receipts topic, or before the first receipt, after the group's offset was forgotten: nothing tells that from a first
 * start, and reading begins at the earliest request.
 */
public final class HeadCheck {
    private HeadCheck() {}

    /** What follows. */
    sealed interface Verdict {
        /**
         * On from here.
         *
         * @param life whose offsets those of the requests are from now on
         * @param nextOffset what is below it has been handled
         * @param position where the next record may be: above {@code nextOffset} where the topic has lost some
         * @param afresh whether head and group's offset are to be written again, since one does not tell this
         */
        record GoOn(TopicLife life, long nextOffset, long position, boolean afresh) implements Verdict {
            /** How many records are gone that nobody has read, at most: what ended transactions takes up offsets too. */
            long lost() {
                return position - nextOffset;
            }
        }

        /** Not without a person. */
        record Stop(String error) implements Verdict {}
    }

    static Verdict verdict(Found found, JournalSetup setup) {
        Optional<String> mismatch =
                found.head().map(head -> mismatch(found, head, setup)).orElseGet(() -> withoutHead(found, setup));
        if (mismatch.isPresent()) {
            return switch (setup.settings().onMismatch()) {
                case STOP -> new Verdict.Stop(stopped(found, mismatch.get(), setup));
                case ADOPT -> adopted(found, setup);
            };
        }
        return found.head()
                .map(head -> on(found, head))
                .orElseGet(() -> new Verdict.GoOn(
                        TopicLife.of(found.requests().topicId()),
                        found.requests().start(),
                        found.requests().start(),
                        true));
    }

    private static Verdict.GoOn on(Found found, Head head) {
        long position = Math.max(head.nextOffset(), found.requests().start());
        boolean told = found.committed()
                .filter(committed -> committed.offset() == position
                        && committed.life().filter(head.life()::equals).isPresent())
                .isPresent();
        boolean fits = head.marks()
                .filter(marks -> marks.live() != found.rows().live())
                .isEmpty();
        return new Verdict.GoOn(
                head.life(), head.nextOffset(), position, !told || !fits || position != head.nextOffset());
    }

    private static Verdict.GoOn adopted(Found found, JournalSetup setup) {
        long next = choice(found, setup).offset();
        TopicLife life = found.head()
                .filter(head -> isOfThisTopic(found, head))
                .map(head -> isCutShort(found, setup) ? head.life().cut() : head.life())
                .orElseGet(() -> TopicLife.of(found.requests().topicId()));
        return new Verdict.GoOn(life, next, next, true);
    }

    private static Optional<String> withoutHead(Found found, JournalSetup setup) {
        if (!found.rows().none()) {
            return Optional.of("it holds rows, but not the one that says how far the requests are handled");
        }
        if (found.committed().isPresent()) {
            return Optional.of("it is empty, but the group " + setup.settings().group()
                    + " has handled the requests up to offset "
                    + found.committed().get().offset());
        }
        if (found.jobs().start() > 0) {
            return Optional.of("it is empty, but has held rows, up to offset "
                    + found.jobs().start() + ": they were deleted, or are older than the topic keeps");
        }
        return found.witness().map(seen -> "it is empty, but " + seen);
    }

    private static Optional<String> mismatch(Found found, Head head, JournalSetup setup) {
        return Stream.<Function<Found, Optional<String>>>of(
                        each -> ofAnother(each, head, setup),
                        each -> withRequests(each, head, setup),
                        each -> head.marks().flatMap(marks -> missing(each, marks, setup)))
                .flatMap(check -> check.apply(found).stream())
                .findFirst();
    }

    private static Optional<String> ofAnother(Found found, Head head, JournalSetup setup) {
        String group = setup.settings().group();
        if (!head.group().equals(group)) {
            return Optional.of("it belongs to the group " + head.group() + ", not to " + group);
        }
        return isOfThisTopic(found, head)
                ? Optional.empty()
                : Optional.of("it was written for the topic " + head.topic() + " with the id "
                        + head.life().topicId() + ", and " + setup.names().requests() + " has the id "
                        + found.requests().topicId() + ": another topic, or the same one made anew");
    }

    private static Optional<String> withRequests(Found found, Head head, JournalSetup setup) {
        if (head.nextOffset() > found.requests().end()) {
            return Optional.of(handled(head) + ", but the requests end at offset "
                    + found.requests().end() + ": their log was cut short, and gives its offsets to other requests");
        }
        if (found.cutAt().isPresent()) {
            return Optional.of(handled(head) + ", but from offset "
                    + found.cutAt().getAsLong() + " on there are other requests by now: their log was cut short, and"
                    + " has grown again");
        }
        return found.committed()
                .filter(committed -> committed.offset() > head.nextOffset())
                .map(committed -> handled(head) + ", but the offset of the group "
                        + setup.settings().group() + " was moved to " + committed.offset()
                        + ": the requests between would be skipped");
    }

    private static Optional<String> missing(Found found, Marks marks, JournalSetup setup) {
        if (!marks.jobsId().equals(found.jobs().topicId())) {
            return Optional.of("it was written in a topic with the id " + marks.jobsId() + ", and "
                    + setup.names().jobs() + " has the id " + found.jobs().topicId()
                    + ": a copy, which may lack the latest rows, or the topic was made anew under a running worker");
        }
        long told = found.committed().map(Committed::written).orElse(0L);
        if (told > marks.written()) {
            return Optional.of(
                    "it ends with its transaction " + marks.written() + ", but the group's offset was written"
                            + " with the transaction " + told + ": it was cut short, or comes from an older copy");
        }
        int there = found.rows().live() + found.rows().removed();
        if (there < marks.live()) {
            return Optional.of("it had " + marks.live() + " jobs that have not ended, and holds " + there
                    + " of them: the rows of the others were deleted, or are older than the topic keeps");
        }
        boolean early = found.jobs().start() > marks.floor().offset()
                && marks.floor().at().isAfter(found.rowsKeptFrom());
        return early
                ? Optional.of("its rows before offset " + found.jobs().start()
                        + " were deleted, although the topic should have kept them from offset "
                        + marks.floor().offset() + " on: what they knew of requests that were handled is gone")
                : Optional.empty();
    }

    private static String handled(Head head) {
        return "it has handled the requests up to offset " + head.nextOffset();
    }

    private static boolean isOfThisTopic(Found found, Head head) {
        return head.life().topicId().equals(found.requests().topicId());
    }

    private static boolean isCutShort(Found found, JournalSetup setup) {
        return found.head()
                .filter(head -> head.group().equals(setup.settings().group())
                        && (head.nextOffset() > found.requests().end()
                                || found.cutAt().isPresent()))
                .isPresent();
    }

    /** Where to go on from, by a person's leave. */
    private record Choice(String words, long offset) {}

    private static Choice choice(Found found, JournalSetup setup) {
        long end = found.requests().end();
        Optional<Long> committed = found.committed()
                .filter(each -> each.fits(found.requests().topicId()))
                .map(Committed::offset);
        Optional<Long> ours = found.head()
                .filter(head -> isOfThisTopic(found, head)
                        && head.group().equals(setup.settings().group()))
                .map(Head::nextOffset);
        if (isCutShort(found, setup) && found.cutAt().orElse(end) < end) {
            long first = found.cutAt().getAsLong();
            return new Choice("the first of the other requests, at offset " + first, first);
        }
        if (committed.or(() -> ours).filter(offset -> offset > end).isPresent()) {
            return new Choice("the end of the requests, at offset " + end, end);
        }
        return committed
                .map(offset -> new Choice("the group's offset, " + offset, offset))
                .or(() -> ours.map(offset -> new Choice("its own offset, " + offset, offset)))
                .orElseGet(() -> new Choice(
                        "the earliest request, at offset " + found.requests().start(),
                        found.requests().start()));
    }

    private static String stopped(Found found, String mismatch, JournalSetup setup) {
        return "The journal " + setup.names().jobs() + ", partition " + found.partition()
                + ", does not fit its requests (" + setup.names().requests() + "): " + mismatch
                + ". Nothing of this partition is served. Either mend it, by setting takeone.topics.jobs,"
                + " takeone.topics.requests or takeone.group to what they were, or the group's offset back; or set"
                + " takeone.journal.on-mismatch=adopt to go on from "
                + choice(found, setup).words() + ", with the identities that the journal knows."
                + boughtAgain(found, setup).orElse("");
    }

    /** What adopting would cost under another group's name: the journal forgets sooner than the topic of the requests does. */
    private static Optional<String> boughtAgain(Found found, JournalSetup setup) {
        String group = setup.settings().group();
        return found.head()
                .filter(head -> isOfThisTopic(found, head) && !head.group().equals(group))
                .filter(head -> choice(found, setup).offset() < head.nextOffset())
                .map(head -> " Requests from there on were handled up to offset " + head.nextOffset() + " by the group "
                        + head.group() + ", and those that the journal no longer knows would be bought again: first set"
                        + " the offset of the group " + group + " to " + head.nextOffset() + ".");
    }
}
