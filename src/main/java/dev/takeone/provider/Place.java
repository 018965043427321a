package dev.takeone.provider;

/** A call's place in the quota: from its grant until a minute after it was written, or until it is given back. */
public final class Place {
    private final Lane lane;
    private final long step;

    /** @param step the time that the call takes up at an even pace, in nanoseconds */
    Place(Lane lane, long step) {
        this.lane = lane;
        this.step = step;
    }

    Lane lane() {
        return lane;
    }

    long step() {
        return step;
    }
}
