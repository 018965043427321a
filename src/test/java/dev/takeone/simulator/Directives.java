package dev.takeone.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The faults that a prompt asks for; the grammar is {@link Fault}'s.
 *
 * @param posts for its POSTs, in order
 * @param checks for the status checks of each of its tasks, in order
 * @param traits of its tasks, with their parameters
 */
record Directives(
        List<Directive<Fault.Post>> posts, List<Directive<Fault.Check>> checks, Map<Fault.Trait, Integer> traits) {
    private static final Pattern BRACKETS = Pattern.compile("\\[sim:([^\\]]*)\\]");
    private static final Pattern INSIDE = Pattern.compile("([a-z0-9-]+)(?:=(always|\\d{1,9})(?::(\\d{1,9}))?)?");

    Directives {
        posts = List.copyOf(posts);
        checks = List.copyOf(checks);
        traits = Map.copyOf(traits);
    }

    /**
     * Those of {@code prompt}.
     *
     * @throws IllegalArgumentException on a word or a number that is none, with a text for the sender
     */
    static Directives in(String prompt) {
        List<Directive<Fault.Post>> posts = new ArrayList<>();
        List<Directive<Fault.Check>> checks = new ArrayList<>();
        Map<Fault.Trait, Integer> traits = new EnumMap<>(Fault.Trait.class);
        Matcher found = BRACKETS.matcher(prompt);
        while (found.find()) {
            Matcher inside = inside(found.group(1));
            switch (fault(inside.group(1))) {
                case Fault.Post post -> posts.add(directive(post, inside));
                case Fault.Check check -> checks.add(directive(check, inside));
                case Fault.Trait trait -> traits.put(trait, number(inside.group(2), trait.parameter()));
            }
        }
        return new Directives(posts, checks, traits);
    }

    private static Matcher inside(String text) {
        Matcher inside = INSIDE.matcher(text);
        if (!inside.matches()) {
            throw new IllegalArgumentException("not a directive: " + text);
        }
        return inside;
    }

    private static Fault fault(String word) {
        return Fault.of(word)
                .orElseThrow(
                        () -> new IllegalArgumentException("no such directive: " + word + "; see GET /sim/faults"));
    }

    private static <F extends Fault> Directive<F> directive(F fault, Matcher inside) {
        return new Directive<>(fault, number(inside.group(2), 1), number(inside.group(3), fault.parameter()));
    }

    private static int number(@Nullable String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        return text.equals("always") ? Fault.ALWAYS : Integer.parseInt(text);
    }
}
