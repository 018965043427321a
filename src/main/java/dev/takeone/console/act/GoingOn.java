package dev.takeone.console.act;

import static dev.takeone.console.view.Sentence.count;
import static dev.takeone.console.view.Sentence.time;

import dev.takeone.console.view.Finder;
import dev.takeone.console.view.HeldBack;
import dev.takeone.console.view.Overview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the end of an order would buy. */
final class GoingOn {
    private final Finder finder;

    GoingOn(Finder finder) {
        this.finder = finder;
    }

    Preview preview(Action.Resume resume) {
        String order = resume.order();
        return finder.orders().stream()
                .filter(each -> each.name().equals(order))
                .findFirst()
                .map(stands -> preview(resume, stands))
                .orElseGet(() ->
                        preview(resume, ".", List.of(), Optional.of("No order of the name " + order + " stands.")));
    }

    /** What stands is meant from now on: who holds anew under the name meanwhile is not to be overruled by an old answer. */
    private Preview preview(Action.Resume resume, Overview.OrderLine stands) {
        if (resume.meant().filter(meant -> !meant.equals(stands)).isPresent()) {
            return preview(resume, ".", List.of(), Optional.of(givenAnew(stands)));
        }
        String ends = ": it " + stands.text() + ".";
        Action.Resume meant = new Action.Resume(resume.order(), Optional.of(stands));
        return finder.heldBack(resume.order())
                .map(held -> bought(meant, ends, held))
                .orElseGet(() -> preview(meant, ends, List.of(), Optional.empty()));
    }

    private static String givenAnew(Overview.OrderLine stands) {
        if (stands.given().isEmpty()) {
            return "The topic of orders has lost it, or is being read again, since you were asked: look again.";
        }
        return "It was given anew"
                + stands.by().map(" by "::concat).orElse("")
                + stands.given().map(place -> " at " + time(place.at())).orElse("")
                + stands.reason().map(why -> " (" + why + ")").orElse("") + ", since you were asked: look again.";
    }

    private static Preview bought(Action.Resume resume, String ends, HeldBack held) {
        int count = held.jobs().size();
        EstimatedCost money = EstimatedCost.of(held.jobs());
        String bought = count == 0
                ? " No request that is known waits for it alone."
                : " " + count(count, "request") + " that " + (count == 1 ? "waits" : "wait") + " for it will be bought"
                        + money.words(" spent") + ".";
        return preview(resume, ends + bought, warnings(held), Optional.empty());
    }

    private static List<String> warnings(HeldBack held) {
        List<String> warnings = new ArrayList<>();
        if (held.unread().isEmpty()) {
            warnings.add(
                    "How many the topic holds unread is not known: those of them that it keeps will be bought too.");
        } else if (held.unread().getAsLong() > 0) {
            warnings.add("The topic holds " + held.unread().getAsLong()
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
            Action.Resume resume, String further, List<String> warnings, Optional<String> refused) {
        return new Preview(resume, "The order " + resume.order() + " ends" + further, warnings, refused);
    }
}
