package dev.takeone.console.act;

import static dev.takeone.console.view.Sentence.time;

import dev.takeone.console.act.Action.Target;
import dev.takeone.console.view.Reading;
import dev.takeone.outage.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may not be done before enough is read, and what to think of while it cannot be. Pure. */
final class ReadFirst {
    private ReadFirst() {}

    /** The preview as what is read, or is not, makes it. */
    static Preview checked(Preview preview, Reading reading) {
        List<String> warnings = new ArrayList<>(preview.warnings());
        if (preview.action() instanceof Action.Hold && !reading.ready()) {
            warnings.add(
                    "The topics are still being read: more may wait than is counted here, and an order of that name,"
                            + " where one stands, is replaced.");
        }
        reading.away()
                .ifPresent(away -> warnings.add("Kafka cannot be read since " + time(away.since())
                        + ", and what is counted here is as old: " + away.why()));
        return new Preview(
                preview.action(),
                preview.says(),
                warnings,
                tooEarly(preview.action(), reading).or(preview::refused));
    }

    /** Nobody is kept from stopping the money. */
    private static Optional<String> tooEarly(Action action, Reading reading) {
        return switch (action) {
            case Action.Hold _always -> Optional.empty();
            case Action.Resume _buys -> unseen(reading).or(() -> unless(reading.ready(), "all that waits", reading));
            case Action.Withdraw(Target.Found _many, String _why) -> unless(reading.ready(), "all that waits", reading);
            case Action.Withdraw(Target.One _known, String _why) -> Optional.empty();
            // What was sent again already may be among what is not read.
            case Action.SendAgain _buys -> unless(reading.whole(), "all that has ended", reading);
        };
    }

    /** Who holds anew meanwhile is not to be overruled by somebody who cannot see it. */
    private static Optional<String> unseen(Reading reading) {
        return reading.ordersAway()
                .map(away -> "The orders cannot be read, and this one may be another by now: " + away.why());
    }

    private static Optional<String> unless(boolean read, String what, Reading reading) {
        return read
                ? Optional.empty()
                : Optional.of("The console has not read " + what + " yet (" + reading.read() + " records so far): "
                        + reading.away().map(Outage::why).orElse("ask again in some seconds."));
    }
}
