package dev.takeone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HoldersTest {
    private final Holders holders = new Holders();

    @Test
    void aWorkerHasWhatItWasAssignedAndNotWhatWasRevoked() {
        line(0, "Assigned partitions [5, 0, 3] of 6");
        line(0, "Assigned partitions [] of 6");
        line(0, "Revoked partitions [3]");
        assertThat(holders.of(0)).containsExactlyInAnyOrder(0, 5);
        assertThat(holders.of(1)).isEmpty();
    }

    @Test
    void whoWasGivenAPartitionLastHasItWhateverAZombieSaysLater() {
        line(0, "Assigned partitions [0, 1] of 6");
        line(1, "Assigned partitions [1] of 6");
        line(0, "Revoked partitions [0, 1]");
        assertThat(holders.of(0)).isEmpty();
        assertThat(holders.of(1)).containsExactly(1);
    }

    @Test
    void otherLinesSayNothing() {
        line(0, "Serving partition 1: 3 jobs go on, 8 identities remembered");
        line(0, "completed requestId=Assigned jobId=1 partition=2");
        assertThat(holders.of(0)).isEmpty();
    }

    private void line(int worker, String text) {
        holders.line(worker, "20:00:00.000 INFO  " + text);
    }
}
