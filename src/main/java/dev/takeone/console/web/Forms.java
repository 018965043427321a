package dev.takeone.console.web;

import dev.takeone.console.act.Action;
import dev.takeone.console.act.Action.Target;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.FilterReader;
import dev.takeone.console.view.FilterReading;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** From what a form brings to an action. */
final class Forms {
    private static final int LONGEST = 500;

    private Forms() {}

    /**
     * The action that is asked for.
     *
     * @param form a field of the form as it came; empty where it is not filled in
     * @return empty where the form is none of ours
     */
    static Optional<Action> action(Function<String, String> form) {
        Function<String, Optional<String>> field =
                name -> filled(form.apply(name).strip());
        String reason = field.apply("reason").map(Forms::shortened).orElse("");
        return switch (field.apply("do").orElse("")) {
            case "hold" ->
                Optional.of(new Action.Hold(
                        field.apply("group").map(Forms::shortened),
                        field.apply("model").map(Forms::shortened),
                        reason));
            // Nobody has typed it, and an order's name may begin or end with space.
            case "resume" -> filled(form.apply("order")).map(order -> new Action.Resume(order, Optional.empty()));
            case "withdraw" -> target(field).map(target -> new Action.Withdraw(target, reason));
            case "again" -> target(field).map(Action.SendAgain::new);
            default -> Optional.empty();
        };
    }

    private static Optional<Target> target(Function<String, Optional<String>> field) {
        Optional<Target> one = field.apply("job").map(Target.One::new);
        return one.isPresent() ? one : found(field.apply("q").orElse(""));
    }

    private static Optional<Target> found(String text) {
        return switch (FilterReader.read(text)) {
            case FilterReading.Good(Filter filter) -> Optional.of(new Target.Found(filter, Instant.MAX));
            case FilterReading.Bad _wrong -> Optional.empty();
        };
    }

    private static Optional<String> filled(String text) {
        return Optional.of(text).filter(any -> !any.isEmpty());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
