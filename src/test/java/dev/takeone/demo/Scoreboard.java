package dev.takeone.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was asked, what came of it, and what is wrong with that. Used by one thread. */
final class Scoreboard {
    private final List<Published> published = new ArrayList<>();
    private final List<DemoEvent> events = new ArrayList<>();

    void add(Published request) {
        published.add(request);
    }

    void add(DemoEvent event) {
        events.add(event);
    }

    int requests() {
        return published.size();
    }

    long count(DemoEvent.Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).count();
    }

    /** Requests that wait for their ending, the script's and those that others sent. */
    long open() {
        Set<String> open = new LinkedHashSet<>();
        ownEndings().forEach(each -> open.add(each.endingId()));
        events.stream().filter(event -> !event.kind().isEnding()).forEach(event -> open.add(event.requestId()));
        events.stream().filter(event -> event.kind().isEnding()).forEach(event -> open.remove(event.requestId()));
        return open.size();
    }

    /** How many {@code failed} events there are of each reason, in the reasons' order. */
    Map<String, Long> failures() {
        Map<String, Long> byReason = new TreeMap<>();
        events.stream()
                .flatMap(event -> event.reason().stream())
                .forEach(reason -> byReason.merge(reason, 1L, Long::sum));
        return byReason;
    }

    /** Requests that share the ending of another one, and have none of their own. */
    long repeats() {
        return published.stream()
                .filter(each -> !each.request().hasEndingOfItsOwn())
                .count();
    }

    /** Whether everything that the script asked for has ended, well or not. */
    boolean allEnded() {
        return ownEndings().allMatch(each -> !endings(each.endingId()).isEmpty());
    }

    /** Everything that is not as it has to be at the end, a sentence each; none if all is well. */
    List<String> problems(Charges charges) {
        List<String> problems = new ArrayList<>();
        ownEndings().forEach(each -> checkEnding(each, problems));
        checkEvents(problems);
        checkCharges(charges, problems);
        return problems;
    }

    private void checkEnding(Published each, List<String> problems) {
        String id = each.endingId();
        List<DemoEvent> endings = endings(id);
        if (endings.isEmpty()) {
            problems.add(id + " has no ending yet");
        } else if (endings.size() > 1) {
            problems.add(id + " has " + endings.size() + " endings");
        } else {
            checkKind(each.request().expected(), endings.getFirst(), problems);
        }
    }

    private void checkKind(Expected expected, DemoEvent ending, List<String> problems) {
        String wanted = switch (expected) {
            case Expected.Completion completion -> "completed";
            case Expected.Failure failure -> "failed as " + failure.reason();
            case Expected.SharedEnding shared -> throw new IllegalStateException("has no ending of its own");
        };
        String found = ending.reason().map(reason -> "failed as " + reason).orElse("completed");
        if (!found.equals(wanted)) {
            problems.add(ending.requestId() + " should have " + wanted + ", but has " + found);
        }
        long submissions = events.stream()
                .filter(event -> event.kind() == DemoEvent.Kind.SUBMITTED
                        && event.requestId().equals(ending.requestId()))
                .count();
        if (ending.kind() == DemoEvent.Kind.COMPLETED && submissions != 1) {
            problems.add(ending.requestId() + " has completed after " + submissions + " submitted events, not one");
        }
    }

    private void checkEvents(List<String> problems) {
        Set<String> known = new HashSet<>();
        ownEndings().forEach(each -> known.add(each.endingId()));
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (DemoEvent event : events) {
            seen.merge(event.eventId(), 1, Integer::sum);
            if (!known.contains(event.requestId())) {
                problems.add(event.requestId() + " was not asked for, and has an event");
            }
        }
        seen.forEach((id, times) -> {
            if (times > 1) {
                problems.add("event " + id + " came " + times + " times");
            }
        });
    }

    private void checkCharges(Charges charges, List<String> problems) {
        long wanted =
                published.stream().mapToInt(each -> each.request().charges()).sum();
        if (charges.made() != wanted) {
            problems.add("the provider made " + charges.made() + " charges, not " + wanted);
        }
        if (charges.doubled() > 0) {
            problems.add("the provider charged " + charges.doubled() + " requests more than once");
        }
        if (charges.made() > 0 && charges.calls() == 0) {
            problems.add("none of the provider's callbacks came in");
        }
    }

    private Stream<Published> ownEndings() {
        return published.stream().filter(each -> each.request().hasEndingOfItsOwn());
    }

    private List<DemoEvent> endings(String requestId) {
        return events.stream()
                .filter(event -> event.kind().isEnding() && event.requestId().equals(requestId))
                .toList();
    }
}
