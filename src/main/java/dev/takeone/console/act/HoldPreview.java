package dev.takeone.console.act;

import static dev.takeone.console.view.Sentence.count;

import dev.takeone.console.view.Filter;
import dev.takeone.console.view.Finder;
import dev.takeone.console.view.FoundJob;
import dev.takeone.orders.Order;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a hold would keep. */
final class HoldPreview {
    private static final int LONGEST_NAME = 150;

    private final Finder finder;
    private final String group;

    /** @param group the consumer group whose jobs are known */
    HoldPreview(Finder finder, String group) {
        this.finder = finder;
        this.group = group;
    }

    Preview preview(Action.Hold hold) {
        String whom = hold.group().map(" in group "::concat).orElse("")
                + hold.model().map(" for model "::concat).orElse("");
        List<FoundJob> kept = kept(hold);
        EstimatedCost money = EstimatedCost.of(kept);
        String says = "Nothing is bought any more" + (whom.isEmpty() ? ", by any group of the account" : whom)
                + ", until the order " + name(hold) + " is ended. What runs goes on."
                + (kept.isEmpty()
                        ? ""
                        : " " + count(kept.size(), "request") + (kept.size() == 1 ? " waits" : " wait") + " for it"
                                + money.words(" not spent until then") + ".")
                + OrderLetters.words(hold.reason())
                        .map(reason -> " Reason: " + reason)
                        .orElse("");
        return new Preview(hold, says, warnings(hold), refused(hold));
    }

    /** Under which it is given. */
    String name(Action.Hold hold) {
        return Order.Hold.freeName(
                hold.group(), hold.model(), name -> finder.isTaken(name, hold.group(), hold.model()));
    }

    private List<String> warnings(Action.Hold hold) {
        return Stream.of(namesake(hold), unknownGroup(hold), hold.model().flatMap(this::unknown))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What somebody else has ordered under the usual name. */
    private Optional<String> namesake(Action.Hold hold) {
        String usual = Order.Hold.usualName(hold.group(), hold.model());
        String name = name(hold);
        return finder.orders().stream()
                .filter(each -> each.name().equals(usual))
                .findFirst()
                .map(stands -> name.equals(usual)
                        ? "It replaces the order " + usual + " that stands: " + stands.text() + "."
                        : "An order " + usual + " stands already: " + stands.text() + ". This one is " + name
                                + ", and each is to be ended by itself.");
    }

    private List<FoundJob> kept(Action.Hold hold) {
        return hold.group().filter(other -> !other.equals(group)).isPresent()
                ? List.of()
                : finder.find(Filter.WAITING, Finder.EVER, Integer.MAX_VALUE).stream()
                        .filter(job -> hold.model().map(job.model()::equals).orElse(true))
                        .toList();
    }

    /** What is told when it is given. */
    String stands(Action.Hold hold, String name) {
        return "The order " + name + " stands: " + obeyed(hold) + " What is posting or running goes on.";
    }

    /** What keeps the console from reading may keep the workers too. */
    private String obeyed(Action.Hold hold) {
        if (!finder.reading().fresh()) {
            return "whether the workers obey it cannot be seen here now.";
        }
        return unknownGroup(hold).isEmpty()
                ? "each worker obeys it within 2 s."
                : "no worker of that group has told of itself in the last day.";
    }

    /** A group that is written wrong is held, and what was meant buys on. */
    private Optional<String> unknownGroup(Action.Hold hold) {
        return hold.group()
                .filter(other -> !finder.groups().contains(other))
                .map(other -> (finder.reading().ready()
                                ? "No worker of the group " + other + " has told of itself in the last day"
                                : "Whether workers of the group " + other + " tell of themselves is not read yet")
                        + ": see that it is written as takeone.group has it, for else nobody is held.");
    }

    /** A model that is written wrong is held, and what was meant is bought on. */
    private Optional<String> unknown(String model) {
        return finder.find(Filter.ofModel(model), Finder.EVER, 1).isEmpty()
                ? Optional.of("No request for the model " + model
                        + " is known to this console: see that it is written as requests have it.")
                : Optional.empty();
    }

    private Optional<String> refused(Action.Hold hold) {
        return name(hold).length() > LONGEST_NAME
                        || hold.group().filter(String::isBlank).isPresent()
                        || hold.model().filter(String::isBlank).isPresent()
                ? Optional.of("A group or model has a name of a reasonable length.")
                : Optional.empty();
    }
}
