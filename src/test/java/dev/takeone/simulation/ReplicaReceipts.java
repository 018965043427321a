package dev.takeone.simulation;

import dev.takeone.journal.Journal;
import dev.takeone.journal.Receipt;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One process's way to the receipts: written apart from every transaction, told to whoever follows their partition. */
final class ReplicaReceipts {
    private final World world;
    private final Replica process;
    private final Map<Integer, Following> followed = new HashMap<>();
    private Optional<Journal.Listener> listener = Optional.empty();

    private static final class Following {
        private final int old;
        private int next;

        Following(int old) {
            this.old = old;
        }
    }

    ReplicaReceipts(World world, Replica process) {
        this.world = world;
        this.process = process;
    }

    void listen(Journal.Listener worker) {
        listener = Optional.of(worker);
    }

    /** Tells all that is there, and from now on what comes. */
    void follow(int partition) {
        followed.put(partition, new Following(receipts(partition).size()));
        came(partition);
    }

    void unfollow(Set<Integer> partitions) {
        followed.keySet().removeAll(partitions);
    }

    /** A receipt has come to this partition. */
    void came(int partition) {
        if (followed.containsKey(partition)) {
            soon(2, () -> tell(partition));
        }
    }

    void keep(int partition, Receipt receipt) {
        world.faults().mishap(process);
        soon(8, () -> {
            receipts(partition).add(receipt);
            world.money().receipt(receipt);
            world.receiptCame(partition);
        });
    }

    CompletionStage<Void> read(int partition) {
        CompletableFuture<Void> read = new CompletableFuture<>();
        soon(2, () -> {
            tell(partition);
            read.complete(null);
        });
        return read;
    }

    private void tell(int partition) {
        Following following = followed.get(partition);
        if (following == null) {
            return;
        }
        List<Receipt> receipts = receipts(partition);
        for (; following.next < receipts.size(); following.next++) {
            Receipt receipt = receipts.get(following.next);
            boolean fresh = following.next >= following.old;
            listener.ifPresent(worker -> worker.receipt(partition, receipt, fresh));
        }
    }

    private List<Receipt> receipts(int partition) {
        return world.cluster().partition(partition).receipts;
    }

    private void soon(int seconds, Runnable then) {
        world.scheduler().soon(Duration.ofSeconds(seconds), () -> process.run(then));
    }
}
