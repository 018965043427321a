package dev.takeone.simulator;

import dev.takeone.simulator.Ledger.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides what becomes of a POST. For one thread.
 *
 * <p>Where the provider's documents are silent: a refused POST leaves its key unused; the same key with another body is
 * refused with 409; keys never expire; what is no JSON request is refused with 400, its Content-Type included.
 */
final class Submissions {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,191}");

    private final SimulatorSettings settings;
    private final Door door;
    private final Faults faults;
    private final Ledger ledger;
    private final Callbacks callbacks;
    private final TaskIds ids = new TaskIds();
    private final Map<String, Accepted> byKey = new HashMap<>();
    private final Map<String, SimulatedTask> tasks = new HashMap<>();

    Submissions(SimulatorSettings settings, Door door, Faults faults, Ledger ledger, Callbacks callbacks) {
        this.callbacks = callbacks;
        this.settings = settings;
        this.door = door;
        this.faults = faults;
        this.ledger = ledger;
    }

    private record Accepted(String bodyHash, List<SimulatedTask> tasks) {}

    /** The task of that id, as its check of this number finds it. */
    Optional<SimulatedTask> checked(String id, int number, Instant now) {
        return Optional.ofNullable(tasks.computeIfPresent(id, (same, task) -> task.checked(number, now)));
    }

    /** Takes a POST in, charges it where it is accepted, and says what to reply. */
    Reply reply(Submission submission, Instant now) {
        Optional<Reply> refusal = door.refusal(submission.authorization(), now);
        if (refusal.isPresent()) {
            return noted(submission, Outcome.REFUSED, Optional.empty(), now, refusal.get());
        }
        try {
            requireWellFormed(submission);
            return reply(submission, VideoRequest.read(submission.body()), now);
        } catch (IllegalArgumentException e) {
            Reply invalid = Reply.error(400, "invalid_request_error", String.valueOf(e.getMessage()));
            return noted(submission, Outcome.REFUSED, Optional.empty(), now, invalid);
        }
    }

    private Reply reply(Submission submission, VideoRequest request, Instant now) {
        Optional<Directive<Fault.Post>> directive = faults.ofPost(request);
        Optional<String> word = directive.map(shown -> shown.fault().word());
        if (directive.isPresent() && directive.get().fault() instanceof Fault.Refusal refusal) {
            Reply refused = Spoiling.refused(refusal, directive.get().parameter(), submission);
            return noted(submission, Outcome.REFUSED, word, now, refused);
        }
        Optional<Accepted> known = known(submission);
        if (known.filter(earlier -> !earlier.bodyHash().equals(request.bodyHash()))
                .isPresent()) {
            Reply conflict = Reply.error(409, "idempotency_key_reused", "The key was used with another body");
            return noted(submission, Outcome.CONFLICT, word, now, conflict);
        }
        Outcome outcome = known.isPresent() ? Outcome.REPLAYED : Outcome.ACCEPTED;
        Reply.Answer answer =
                answer(submission, known.orElseGet(() -> accept(submission, request, now)), known.isPresent());
        Reply reply = directive
                .map(shown -> shown.fault() instanceof Fault.Loss loss
                        ? Spoiling.lost(loss, shown.parameter(), answer)
                        : answer)
                .orElse(answer);
        return noted(submission, outcome, word, now, reply);
    }

    private static void requireWellFormed(Submission submission) {
        if (submission.contentType().filter(Submissions::isJson).isEmpty()) {
            throw new IllegalArgumentException("Content-Type must be application/json");
        }
        if (submission.key().filter(key -> !KEY.matcher(key).matches()).isPresent()) {
            throw new IllegalArgumentException("Idempotency-Key must be 1 to 191 visible ASCII characters");
        }
    }

    private static boolean isJson(String contentType) {
        return contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private Optional<Accepted> known(Submission submission) {
        return effectiveKey(submission).map(byKey::get);
    }

    private Optional<String> effectiveKey(Submission submission) {
        return switch (settings.keyPolicy()) {
            case HONOUR -> submission.key();
            case HONOUR_WITH_VERSION_HEADER -> submission.key().filter(key -> submission.versioned());
            case IGNORE -> Optional.empty();
        };
    }

    private Accepted accept(Submission submission, VideoRequest request, Instant now) {
        Map<Fault.Trait, Integer> traits = faults.traits(request);
        int count = Math.max(1, traits.getOrDefault(Fault.Trait.SEVERAL_IDS, 1));
        List<SimulatedTask> made =
                Stream.generate(() -> task(request, traits, now)).limit(count).toList();
        made.forEach(task -> tasks.put(task.id(), task));
        made.forEach(task -> faults.created(task.id(), request));
        request.webhook().ifPresent(address -> made.forEach(task -> callbacks.promise(address, task, now)));
        Accepted accepted = new Accepted(request.bodyHash(), made);
        effectiveKey(submission).ifPresent(key -> byKey.put(key, accepted));
        ledger.charge(new Ledger.Charge(
                now,
                submission.key(),
                request.bodyHash(),
                request.marker(),
                made.stream().map(SimulatedTask::id).toList(),
                made.getFirst().refunded(),
                bill(made)));
        return accepted;
    }

    private static Ledger.Bill bill(List<SimulatedTask> made) {
        boolean all = made.stream().allMatch(task -> task.ends().isPresent());
        Optional<Instant> last =
                made.stream().flatMap(task -> task.ends().stream()).max(Comparator.naturalOrder());
        return new Ledger.Bill(
                last.filter(end -> all),
                made.stream().flatMap(task -> task.named().stream()).reduce(BigDecimal::add));
    }

    private SimulatedTask task(VideoRequest request, Map<Fault.Trait, Integer> traits, Instant now) {
        return new SimulatedTask(ids.next(now), request.model(), now, duration(traits), request.samples(), traits);
    }

    private Duration duration(Map<Fault.Trait, Integer> traits) {
        Duration ordinary = settings.durations().next();
        if (traits.containsKey(Fault.Trait.AT_ONCE)) {
            return Duration.ZERO;
        }
        return Optional.ofNullable(traits.get(Fault.Trait.SECONDS))
                .map(Duration::ofSeconds)
                .orElse(ordinary);
    }

    private static Reply.Answer answer(Submission submission, Accepted accepted, boolean replayed) {
        Reply.Answer answer = Reply.json(200, Answers.submitted(accepted.tasks(), submission.versioned()));
        return replayed ? answer.with("idempotency-replayed", "true") : answer;
    }

    private Reply noted(Submission submission, Outcome outcome, Optional<String> fault, Instant now, Reply reply) {
        ledger.post(new Ledger.Post(now, submission.key(), VideoRequest.hash(submission.body()), outcome, fault));
        return reply;
    }
}
