package dev.takeone.worker;

/** Where records are handed over from: the way back, for those that this worker had no room for. */
public interface Source {

    /**
     * Hands over no more of this partition until it is told to {@link #rewind}, and nothing behind this offset then. Returns
     * at once. It is to save work only: records may come nevertheless, and what comes is held again.
     */
    void hold(int partition, long offset);

    /**
     * Hands over the records of this partition once more, from this offset on. Returns at once; what is already on its
     * way may still come first. Asked for a partition that has gone, it does nothing.
     */
    void rewind(int partition, long offset);
}
