package dev.takeone.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The faults still to be shown: those for whatever comes next, those that a prompt asked for, by body, and those of one
 * task. May be used from any thread.
 */
final class Faults {
    private final Deque<Directive<Fault.Post>> nextPosts = new ArrayDeque<>();
    private final Deque<Directive<Fault.Check>> nextChecks = new ArrayDeque<>();
    private final Deque<Directive<Fault.Trait>> nextTraits = new ArrayDeque<>();
    private final Map<String, Deque<Directive<Fault.Post>>> postsByBody = new HashMap<>();
    private final Map<String, Deque<Directive<Fault.Check>>> checksByTask = new HashMap<>();

    /** Queues a fault for whatever comes next. */
    synchronized void next(Fault fault, int times, int parameter) {
        switch (fault) {
            case Fault.Post post -> nextPosts.add(new Directive<>(post, times, parameter));
            case Fault.Check check -> nextChecks.add(new Directive<>(check, times, parameter));
            case Fault.Trait trait -> nextTraits.add(new Directive<>(trait, times, parameter));
        }
    }

    /** Forgets what {@link #next} queued. */
    synchronized void clear() {
        nextPosts.clear();
        nextChecks.clear();
        nextTraits.clear();
    }

    /** The fault of this POST, now used up. */
    synchronized Optional<Directive<Fault.Post>> ofPost(VideoRequest request) {
        Optional<Directive<Fault.Post>> next = take(nextPosts);
        if (next.isPresent() || request.directives().posts().isEmpty()) {
            return next;
        }
        return take(postsByBody.computeIfAbsent(
                request.bodyHash(),
                hash -> new ArrayDeque<>(request.directives().posts())));
    }

    /** The fault of this check, now used up. */
    synchronized Optional<Directive<Fault.Check>> ofCheck(String taskId) {
        Optional<Directive<Fault.Check>> next = take(nextChecks);
        return next.isPresent() ? next : take(checksByTask.getOrDefault(taskId, new ArrayDeque<>()));
    }

    /** How a request accepted now is to be: what its prompt says, and what is queued. */
    synchronized Map<Fault.Trait, Integer> traits(VideoRequest request) {
        Optional<Directive<Fault.Trait>> next = take(nextTraits);
        if (next.isEmpty()) {
            return request.directives().traits();
        }
        Map<Fault.Trait, Integer> all = new EnumMap<>(Fault.Trait.class);
        all.putAll(request.directives().traits());
        next.ifPresent(trait -> all.put(trait.fault(), trait.parameter()));
        return Map.copyOf(all);
    }

    /** Remembers what the prompt asks for the checks of its new task. */
    synchronized void created(String taskId, VideoRequest request) {
        if (!request.directives().checks().isEmpty()) {
            checksByTask.put(taskId, new ArrayDeque<>(request.directives().checks()));
        }
    }

    private static <F extends Fault> Optional<Directive<F>> take(Deque<Directive<F>> queue) {
        Optional<Directive<F>> head = Optional.ofNullable(queue.poll());
        head.flatMap(Directive::used).ifPresent(queue::addFirst);
        return head;
    }
}
