package dev.takeone.journal.read;

import dev.takeone.journal.Restored;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.rows.Committed;
import dev.takeone.journal.rows.Found;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.Marks;
import dev.takeone.journal.rows.Position;
import dev.takeone.journal.rows.Restoration;
import dev.takeone.journal.topics.HeadAge;
import dev.takeone.journal.topics.Troubles;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a partition is restored as, by what was found of it: {@link HeadCheck} says whether it goes on. Asks no broker. */
final class Restorations {
    private final JournalSetup setup;
    private final HeadAge age;
    private final Troubles troubles;

    /** @param troubles hears of what is lost */
    Restorations(JournalSetup setup, HeadAge age, Troubles troubles) {
        this.setup = setup;
        this.age = age;
        this.troubles = troubles;
    }

    /** @param judgedEpoch the leader's at the end of the requests, of which the judgement is */
    Restoration of(Found found, OptionalInt judgedEpoch, Replay replay) {
        int partition = found.partition();
        if (replay.fault().isPresent()) {
            return Restoration.without(
                    new Restored.Stopped(partition, replay.fault().get()));
        }
        return switch (HeadCheck.verdict(found, setup)) {
            case HeadCheck.Verdict.Stop stop -> Restoration.without(new Restored.Stopped(partition, stop.error()));
            case HeadCheck.Verdict.GoOn on -> {
                if (on.lost() > 0) {
                    troubles.lost(on.life(), partition, on.nextOffset(), on.position());
                }
                found.head()
                        .flatMap(Head::marks)
                        .ifPresent(marks -> troubles.receipts(marks.receiptsId(), found.receiptsId()));
                yield ready(found, judgedEpoch, replay, on);
            }
        };
    }

    private Restoration ready(Found found, OptionalInt judgedEpoch, Replay replay, HeadCheck.Verdict.GoOn on) {
        OptionalInt epoch = epoch(found, on);
        Restored.Ready ready = new Restored.Ready(
                found.partition(),
                on.life().toString(),
                OptionalLong.of(on.nextOffset()),
                epoch,
                judgedEpoch,
                replay.live(),
                replay.ended());
        return new Restoration(
                ready,
                Optional.of(new Restoration.Held(
                        on.life(),
                        Position.at(OptionalLong.of(on.position()), epoch),
                        on.afresh() ? Instant.EPOCH : replay.headAt(),
                        marks(found))));
    }

    /** The head's word is about the record before its own offset, and about no other. */
    private static OptionalInt epoch(Found found, HeadCheck.Verdict.GoOn on) {
        return found.head()
                .filter(head -> head.life().equals(on.life()) && head.nextOffset() == on.position())
                .map(Head::leaderEpoch)
                .orElseGet(OptionalInt::empty);
    }

    /** What is found now stands for what was, and is as good a floor as any where the old one is worn. */
    private Marks marks(Found found) {
        Optional<Marks> before = found.head().flatMap(Head::marks);
        Marks.Floor floor = before.filter(
                        marks -> marks.jobsId().equals(found.jobs().topicId()))
                .map(Marks::floor)
                .filter(old ->
                        !age.isWorn(old.at()) && old.offset() >= found.jobs().start())
                .orElseGet(() -> new Marks.Floor(found.jobs().end(), age.clock().instant()));
        long written = Math.max(
                before.map(Marks::written).orElse(0L),
                found.committed().map(Committed::written).orElse(0L));
        return new Marks(
                found.jobs().topicId(),
                found.receiptsId(),
                written,
                found.rows().live(),
                floor);
    }
}
