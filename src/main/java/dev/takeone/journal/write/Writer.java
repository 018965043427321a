package dev.takeone.journal.write;

import dev.takeone.journal.Journal;
import dev.takeone.journal.Unwritten;
import dev.takeone.journal.clients.Denials;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.topics.HeadAge;
import dev.takeone.journal.write.WriteQueue.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/** The journal's own thread: takes what waits, commits it, and deals with what comes back. */
public final class Writer implements Runnable {
    private static final Logger LOG = Logger.getLogger(Writer.class);
    private static final Duration FENCED_AGAIN = Duration.ofSeconds(60);

    private final WriteQueue queue;
    private final JournalSetup setup;
    private final HeadAge headAge;
    private final Sessions sessions;
    private final Journal.Listener listener;
    private final Standstill standstill;
    private Optional<Session> session = Optional.empty();
    private Optional<Instant> fencedAt = Optional.empty();

    public Writer(WriteQueue queue, JournalSetup setup, HeadAge headAge, Sessions sessions, Journal.Listener listener) {
        this.queue = queue;
        this.setup = setup;
        this.headAge = headAge;
        this.sessions = sessions;
        this.listener = listener;
        this.standstill = new Standstill(headAge.clock());
    }

    @Override
    public void run() {
        try {
            boolean going = open();
            while (going) {
                going = step();
            }
        } catch (InterruptedException | InterruptException closed) {
            LOG.debug("The journal was closed while it waited");
        } finally {
            try {
                endSession();
            } finally {
                queue.over();
            }
        }
    }

    /** One transaction; false when there will be no more. */
    private boolean step() throws InterruptedException {
        Optional<Draft> draft = queue.take();
        if (draft.isEmpty()) {
            return false;
        }
        Transaction transaction =
                Transaction.of(draft.get().entries(), draft.get().held(), staleHeads(draft.get()), setup);
        if (transaction.isEmpty()) {
            nothingToWrite(draft.get());
            return true;
        }
        Set<Integer> leaderless = session.orElseThrow().leaderless(transaction);
        if (!leaderless.isEmpty()) {
            queue.putBack(draft.get().taken());
            leaveOut(leaderless, "a partition that they write to has no leader; bring its brokers back");
            return true;
        }
        return write(draft.get(), transaction);
    }

    private void nothingToWrite(Draft draft) {
        if (draft.trial()) {
            queue.nothingLeft(draft);
        }
        if (queue.suspended().isEmpty()) {
            // What could not be written was let go.
            standstill.over();
        }
    }

    private Set<Integer> staleHeads(Draft draft) {
        Set<Integer> stale = new TreeSet<>();
        for (Map.Entry<Integer, Tenure> each : draft.held().entrySet()) {
            if (each.getValue().headIsOld(headAge)) {
                stale.add(each.getKey());
            }
        }
        return stale;
    }

    private boolean write(Draft draft, Transaction transaction) throws InterruptedException {
        long startedNanos = System.nanoTime();
        standstill.begun();
        Session.Result result = session.orElseThrow().write(transaction, draft.generation());
        standstill.ended();
        queue.transactionEnded();
        return switch (result) {
            case Session.Result.Committed committed -> {
                committed(draft, transaction, startedNanos);
                yield true;
            }
            case Session.Result.Failed failed -> failed(draft, transaction, failed);
        };
    }

    private void committed(Draft draft, Transaction transaction, long startedNanos) {
        standstill.calm();
        queue.took(Duration.ofNanos(System.nanoTime() - startedNanos), draft.taken());
        queue.committed(transaction, headAge.clock().instant());
        if (queue.suspended().isEmpty()) {
            standstill.over();
        }
        if (!draft.taken().isEmpty()) {
            listener.committed(draft.entries(), startedNanos);
        }
    }

    private boolean failed(Draft draft, Transaction transaction, Session.Result.Failed failed)
            throws InterruptedException {
        return switch (failed.verdict()) {
            case ABORT_AND_RETRY -> again(draft, transaction, failed);
            case ABORT_AND_HALVE -> halve(draft, failed.error());
            case ABORT_AND_REJOIN -> {
                LOG.infof("The group has moved on; waiting for its new generation: %s", described(failed.error()));
                queue.refused(draft.generation());
                queue.putBack(draft.taken());
                yield true;
            }
            case FENCED -> fenced(failed.error());
            case COMMIT_AGAIN, START_OVER -> {
                queue.tooSlow(draft.taken());
                yield startOver(failed.error());
            }
        };
    }

    /**
     * The same again, but less of it at once, and for a while without those of its partitions that alone did not take it in
     * time. A broker that is away altogether is no reason to leave any out.
     */
    private boolean again(Draft draft, Transaction transaction, Session.Result.Failed failed)
            throws InterruptedException {
        queue.putBack(draft.taken());
        standstill.refused(failed.error());
        if (!draft.trial()) {
            queue.tooSlow(draft.taken());
        }
        Set<Integer> culprits = sessions.brokerAnswers() ? culprits(draft, transaction, failed) : Set.of();
        if (culprits.isEmpty()) {
            waitABit("A transaction could not be committed, and is tried again: " + described(failed.error()));
        } else {
            leaveOut(culprits, Denials.ofWriting(failed.error(), headAge.clock().instant()));
        }
        return true;
    }

    /**
     * Those that are to be left out. Where nothing at all was taken the last transaction may not be over yet, which says
     * nothing of these partitions; but one that has come alone makes way for others.
     */
    private Set<Integer> culprits(Draft draft, Transaction transaction, Session.Result.Failed failed) {
        Set<Integer> partitions = transaction.after().keySet();
        if (draft.trial()) {
            return draft.held().keySet();
        }
        boolean inPart = failed.someTaken() && !failed.silent().containsAll(partitions);
        boolean inTheWay = partitions.size() == 1 && queue.othersWait(partitions);
        return inPart || inTheWay ? failed.silent() : Set.of();
    }

    /** The others go on; these are tried again, for themselves, ever more rarely. */
    private void leaveOut(Set<Integer> partitions, String why) {
        Set<Integer> news = new TreeSet<>(partitions);
        news.removeAll(queue.suspended());
        if (!news.isEmpty()) {
            LOG.warnf("Partitions %s of the journal cannot be written for now, and wait; others go on: %s", news, why);
        }
        queue.suspend(partitions);
        standstill.refused("partitions " + partitions + " cannot be written: " + why);
    }

    /** Since when and why the broker does not take decisions; empty where it does. Read on any thread. */
    public Optional<Unwritten> unwritten() {
        return standstill.told();
    }

    private boolean halve(Draft draft, Throwable error) throws InterruptedException {
        if (draft.taken().isEmpty()) {
            return startOver(error);
        }
        if (draft.taken().size() > 1) {
            queue.putBack(draft.taken());
            queue.halve(draft.taken().size());
            return true;
        }
        Taken culprit = draft.taken().getFirst();
        if (queue.skip(culprit)) {
            listener.unwritable(culprit.entry(), described(error));
        }
        return true;
    }

    private boolean fenced(Throwable error) throws InterruptedException {
        Instant now = headAge.clock().instant();
        boolean again =
                fencedAt.filter(at -> now.isBefore(at.plus(FENCED_AGAIN))).isPresent();
        fencedAt = Optional.of(now);
        if (again) {
            stop("another worker runs with the same id, " + setup.settings().workerId()
                    + " (transactional id " + setup.settings().transactionalId()
                    + "), and took over twice within a minute; give each worker an id of its own"
                    + " (takeone.worker.id), or leave it unset");
            return false;
        }
        return startOver(error);
    }

    private boolean startOver(Throwable error) throws InterruptedException {
        LOG.warnf("The journal starts over with a new producer: %s", described(error));
        standstill.refused(error);
        endSession();
        Set<Integer> lost = queue.loseAll();
        if (!lost.isEmpty()) {
            listener.lost(lost);
        }
        queue.pause(standstill.nextPause());
        return open();
    }

    /** Makes a producer that is ready to write; false where the journal was closed before that. */
    private boolean open() throws InterruptedException {
        while (!queue.closing()) {
            try {
                Session current = session.orElseGet(sessions);
                session = Optional.of(current);
                current.init();
                return true;
            } catch (InterruptException closed) {
                throw closed;
            } catch (TimeoutException away) {
                String why = Denials.noCoordinator("the journal's producer") + " Or " + Denials.heldUp();
                standstill.refused(why + " (" + described(away) + ")");
                waitABit("Kafka has no answer for the journal's producer, which goes on trying: " + why);
            } catch (KafkaException refused) {
                standstill.refused(refused);
                endSession();
                waitABit("Kafka refuses the journal's producer, which goes on trying; check the credentials"
                        + " and the ACLs of the transactional id "
                        + setup.settings().transactionalId() + ": "
                        + described(refused));
            }
        }
        return false;
    }

    private void endSession() {
        session.ifPresent(Session::close);
        session = Optional.empty();
    }

    private void stop(String why) {
        endSession();
        queue.over();
        listener.stopped(why);
    }

    /** Says so once, and then waits longer each time until something has gone well. */
    private void waitABit(String why) throws InterruptedException {
        if (standstill.isFirst()) {
            LOG.warn(why);
        } else {
            LOG.debug(why);
        }
        queue.pause(standstill.nextPause());
    }

    /** The innermost message says what happened; those around it, that something did. */
    private static String described(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
