package dev.takeone.simulation;

import dev.takeone.journal.Entry;
import dev.takeone.journal.Journal;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Restored;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Another journal, in which something may be left out. */
class AroundJournal implements Journal {
    private final Journal real;

    AroundJournal(Journal real) {
        this.real = real;
    }

    @Override
    public void append(Entry entry) {
        real.append(entry);
    }

    @Override
    public CompletionStage<Restored> restore(int partition) {
        return real.restore(partition);
    }

    @Override
    public void release(Set<Integer> partitions) {
        real.release(partitions);
    }

    @Override
    public void keep(int partition, Receipt receipt) {
        real.keep(partition, receipt);
    }

    @Override
    public CompletionStage<Void> receiptsRead(int partition) {
        return real.receiptsRead(partition);
    }
}
