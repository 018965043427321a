package dev.takeone.console.act;

import static dev.takeone.console.view.Sentence.count;

import dev.takeone.console.view.Finder;
import dev.takeone.console.view.HeldBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the end of an order would buy. */
final class GoingOn {
    private final Finder finder;

    GoingOn(Finder finder) {
        this.finder = finder;
    }

    Preview preview(Action.Resume resume, Instant now) {
        String order = resume.order();
        if (finder.orders().stream().noneMatch(each -> each.name().equals(order))) {
            return preview(resume, "", List.of(), Optional.of("No order of the name " + order + " stands."));
        }
        return finder.heldBack(order, now)
                .map(held -> bought(resume, held))
                .orElseGet(() -> preview(resume, "", List.of(), Optional.empty()));
    }

    private static Preview bought(Action.Resume resume, HeldBack held) {
        int count = held.jobs().size();
        EstimatedCost money = EstimatedCost.of(held.jobs());
        String bought = count == 0
                ? " No request that is known waits for it alone."
                : " " + count(count, "request") + " that " + (count == 1 ? "waits" : "wait") + " for it will be bought"
                        + money.words(" spent") + ".";
        return preview(resume, bought, warnings(held), Optional.empty());
    }

    private static List<String> warnings(HeldBack held) {
        List<String> warnings = new ArrayList<>();
        if (held.unread() > 0) {
            warnings.add("The topic holds " + held.unread()
                    + " unread: those of them that it keeps will be bought too, at a price that is not known yet.");
        }
        if (held.isOfOtherGroups()) {
            warnings.add("It keeps other groups too, whose requests are not counted here.");
        }
        if (held.byOthersToo() > 0) {
            warnings.add(count(held.byOthersToo(), "request") + (held.byOthersToo() == 1 ? " goes" : " go")
                    + " on waiting for another order.");
        }
        return warnings;
    }

    private static Preview preview(
            Action.Resume resume, String bought, List<String> warnings, Optional<String> refused) {
        return new Preview(resume, "The order " + resume.order() + " ends." + bought, warnings, refused);
    }
}
