package dev.takeone.provider.quota;

/** A call's place in the quota: from its grant until a minute after it was written, or until it is given back. */
public final class Place {
    private final Lane lane;

    Place(Lane lane) {
        this.lane = lane;
    }

    Lane lane() {
        return lane;
    }
}
