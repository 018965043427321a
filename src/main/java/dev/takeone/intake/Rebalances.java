package dev.takeone.intake;

import dev.takeone.journal.kafka.KafkaJournal;
import dev.takeone.worker.Generation;
import dev.takeone.worker.Worker;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Tells journal and worker which partitions are theirs, on the Kafka polling thread.
 *
 * <p><b>Why it is safe when a partition is taken away</b>, in the order in which it happens:
 *
 * <ol>
 *   <li>Kafka calls {@link #onPartitionsRevoked} on the polling thread, and gives the partitions to nobody before it has
 *       returned; {@link RequestsConsumer} polls on that thread only, so that no record comes meanwhile.
 *   <li>{@link Worker#leaving} closes them on the deciding thread: no request is begun, and no POST is written any more,
 *       not even one that is waiting for a connection. Answers still count. What is still being read back is let go at once.
 *   <li>{@link KafkaJournal#generation} gives the journal the newest generation, without which the broker would refuse the
 *       last transaction; {@link KafkaJournal#flush} waits until what was decided for them is committed, or cannot be.
 *   <li>{@link Worker#gone} releases them in the journal first, so that nothing of them is taken any more, and forgets
 *       their jobs; where the deciding thread has not taken note in time, {@link KafkaJournal#release} is called here.
 *   <li>What could not be committed is refused, whoever tries it: each transaction writes an offset in the name of the
 *       group's generation ({@code journal.write.Transaction}), and the broker fences an old one. The same holds where all
 *       this happens too late, since the worker was frozen or cut off and its partitions are others' already.
 *   <li>The next owner reads the journal back behind that fence ({@code journal.read.Restorer}), and takes a POST that was
 *       begun and not answered for one that may still come: it waits until the former owner cannot be sending any more,
 *       and reads the receipts that it may have left, before it settles anything ({@code worker.Ownership}). There it also
 *       finds which intents were committed too late for their POSTs to be begun ({@code worker.Steps}).
 * </ol>
 */
@ApplicationScoped
public class Rebalances implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(Rebalances.class);

    /**
     * For the deciding thread to take note, also on a machine that is busy: it never blocks. The group waits meanwhile, and
     * two of these and a last transaction are less than what makes the polling thread look stuck.
     */
    private static final Duration NOTE = Duration.ofSeconds(30);

    /** After this the broker has aborted a transaction that did not end. */
    private static final Duration LAST_TRANSACTION = Duration.ofSeconds(15);

    private final Worker worker;
    private final KafkaJournal journal;
    private final Polls polls;
    private int partitions = 1;

    /** Tells {@code worker}, {@code journal} and {@code polls}. */
    public Rebalances(Worker worker, KafkaJournal journal, Polls polls) {
        this.worker = worker;
        this.journal = journal;
        this.polls = polls;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
        orHalt(() -> assigned(consumer, assigned));
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> revoked) {
        orHalt(() -> revoked(consumer, revoked));
    }

    /** A rebalance that is half told leaves worker and journal with partitions that are not theirs, or without those that are. */
    private void orHalt(Runnable rebalance) {
        try {
            rebalance.run();
        } catch (InterruptException | WakeupException closing) {
            throw closing;
        } catch (Throwable bug) {
            worker.broken("the polling thread", bug);
            throw bug;
        }
    }

    private void assigned(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
        journal.generation(consumer.groupMetadata());
        partitions = countPartitions(consumer);
        LOG.infof("Assigned partitions %s of %d", numbers(assigned), partitions);
        worker.assigned(new Generation(consumer.groupMetadata().generationId()), numbers(assigned), partitions);
    }

    private void revoked(Consumer<?, ?> consumer, Collection<TopicPartition> revoked) {
        Set<Integer> numbers = numbers(revoked);
        LOG.infof("Revoked partitions %s", numbers);
        polls.forget(revoked);
        boolean noted = await(worker.leaving(numbers));
        journal.generation(consumer.groupMetadata());
        flush(numbers);
        noted &= await(worker.gone(numbers, partitions));
        if (!noted) {
            // What is still decided for them would be committed in the name of the next generation.
            journal.release(numbers);
        }
    }

    private void flush(Set<Integer> numbers) {
        if (!journal.flush(numbers, LAST_TRANSACTION)) {
            LOG.warnf("The last transaction of partitions %s has not ended in %s", numbers, LAST_TRANSACTION);
        }
    }

    private int countPartitions(Consumer<?, ?> consumer) {
        try {
            return consumer.subscription().stream()
                    .mapToInt(topic -> consumer.partitionsFor(topic).size())
                    .sum();
        } catch (KafkaException away) {
            // The last count is right but for a topic that has just grown, and the next rebalance counts again.
            LOG.debugf(away, "Cannot count the partitions of the requests topic");
            return partitions;
        }
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean await(CompletionStage<Void> noted) {
        if (!Patience.await(noted.toCompletableFuture(), NOTE)) {
            LOG.warnf("The deciding thread has not taken note of a rebalance within %s; is the machine busy?", NOTE);
            return false;
        }
        return true;
    }
}
