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
                .orElseGet(() -> none(resume));
    }

    private static Preview none(Action.Resume resume) {
        return preview(resume, ".", List.of(), Optional.of("No order of the name " + resume.order() + " stands."));
    }

    /** What stands is meant from now on: who holds anew under the name meanwhile is not to be overruled by an old answer. */
    private Preview preview(Action.Resume resume, Overview.OrderLine stands) {
        if (resume.meant().filter(meant -> !meant.equals(stands)).isPresent()) {
            return preview(resume, ".", List.of(), Optional.of(givenAnew(stands)));
        }
        return finder.heldBack(resume.order())
                .map(held -> bought(new Action.Resume(resume.order(), Optional.of(stands)), stands, held))
                .orElseGet(() -> none(resume));
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

    private static Preview bought(Action.Resume resume, Overview.OrderLine stands, HeldBack held) {
        int count = held.jobs().size();
        EstimatedCost money = EstimatedCost.of(held.jobs());
        String waiting = stands.holds() ? (count == 1 ? "waits" : "wait") + " for it" : "it has not reached yet";
        String bought = count == 0
                ? " No request that is known waits for it alone."
                : " " + count(count, "request") + " that " + waiting + " will be bought" + money.words(" spent") + ".";
        return preview(
                resume,
                ": it " + stands.text() + "." + bought,
                warnings(stands.holds() ? "keeps" : "means", held),
                Optional.empty());
    }

    /** @param does what the order does with a request, in a word */
    private static List<String> warnings(String does, HeldBack held) {
        List<String> warnings = new ArrayList<>();
        if (held.unread().isEmpty()) {
            warnings.add("How many the topic holds unread is not known: those of them that it " + does
                    + " will be bought too.");
        } else if (held.unread().getAsLong() > 0) {
            warnings.add("The topic holds " + held.unread().getAsLong() + " unread: those of them that it " + does
                    + " will be bought too, at a price that is not known yet.");
        }
        if (held.isOfOtherGroups()) {
            warnings.add("It " + does + " other groups too, whose requests are not counted here.");
        }
        if (held.byOthersToo() > 0) {
            warnings.add(count(held.byOthersToo(), "request") + (held.byOthersToo() == 1 ? " stays" : " stay")
                    + " unbought by another order.");
        }
        return warnings;
    }

    private static Preview preview(
            Action.Resume resume, String further, List<String> warnings, Optional<String> refused) {
        return new Preview(resume, "The order " + resume.order() + " ends" + further, warnings, refused);
    }
}
