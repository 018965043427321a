package dev.takeone.worker;

import dev.takeone.provider.quota.HeldTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * When nothing was bought for a model because of an order or a ceiling. Then a request waits, and is not refused: such time
 * brings none nearer to its being given up. One that is dearer than a whole ceiling lets others of its model pass, and counts its
 * time itself ({@link JobTable#postpone(LiveJob, Duration)}). Times are by the {@link SteadyClock}.
 */
final class KeptBack {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** More models than a catalogue has; of those beyond, the ones that nothing waits for are forgotten. */
    private static final int MANY = 64;

    private final JobTable table;
    private final Admission admission;
    private final Obeyed obeyed;
    private final Map<String, HeldTimes> byModel = new HashMap<>();
    private Instant lookAt = Instant.MIN;

    KeptBack(JobTable table, Admission admission, Obeyed obeyed) {
        this.table = table;
        this.admission = admission;
        this.obeyed = obeyed;
    }

    /** Time has passed. */
    void tick(Instant now) {
        if (!now.isBefore(lookAt)) {
            look(now);
        }
    }

    /** The orders have changed, or it is time. */
    void look(Instant now) {
        lookAt = now.plus(LOOK);
        Set<String> waitedFor = table.modelsWaitedFor();
        if (byModel.size() > MANY) {
            byModel.keySet().retainAll(waitedFor);
        }
        waitedFor.forEach(model -> byModel.computeIfAbsent(model, any -> new HeldTimes()));
        boolean parked = !waitedFor.isEmpty() && admission.isParked(now);
        byModel.forEach((model, times) -> times.set(waitedFor.contains(model) && (parked || obeyed.holds(model)), now));
    }

    /** How long requests for this model were kept back between these times. */
    Duration between(String model, Instant from, Instant to) {
        HeldTimes times = byModel.get(model);
        return times != null && from.isBefore(to) ? times.between(from, to) : Duration.ZERO;
    }
}
