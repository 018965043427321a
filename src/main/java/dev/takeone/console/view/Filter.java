package dev.takeone.console.view;

import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Which jobs are meant: those to which every kind of condition that is given applies. Of one kind given several times, one
 * has to. {@link FilterReader} reads it from what people type.
 *
 * @param text as it was typed, without needless space; stands in the page's address
 * @param stages where it stands
 * @param reasons why it failed
 * @param charges whether a failed one cost money
 * @param retryable whether a failed one is worth sending again
 * @param models the model asked for
 * @param keys the record's key as text
 * @param groups the consumer group
 * @param words a part of the provider's words on why it failed, in whatever case
 * @param since no older than this: what happened to it last
 * @param before published before this
 * @param ids a part of the request id, the CloudEvents source, a task id or the job id
 */
public record Filter(
        String text,
        Set<Stage> stages,
        Set<FailureReason> reasons,
        Set<Charged> charges,
        Set<Boolean> retryable,
        Set<String> models,
        Set<String> keys,
        Set<String> groups,
        Set<String> words,
        Optional<Since> since,
        Optional<Since> before,
        List<String> ids) {
    /** Finds what waits. */
    public static final Filter WAITING = of("state:waiting", Set.of(Stage.WAITING), List.of());

    /** Finds the jobs that are named so. */
    public static Filter of(String text, List<String> ids) {
        return of(text, Set.of(), ids);
    }

    /** Finds what asks for this model. */
    public static Filter ofModel(String model) {
        return of("model:" + FilterReader.written(model), Set.of(), Set.of(model), List.of());
    }

    private static Filter of(String text, Set<Stage> stages, List<String> ids) {
        return of(text, stages, Set.of(), ids);
    }

    private static Filter of(String text, Set<Stage> stages, Set<String> models, List<String> ids) {
        return new Filter(
                text,
                stages,
                Set.of(),
                Set.of(),
                Set.of(),
                models,
                Set.of(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                ids);
    }

    public Filter {
        stages = Set.copyOf(stages);
        reasons = Set.copyOf(reasons);
        charges = Set.copyOf(charges);
        retryable = Set.copyOf(retryable);
        models = Set.copyOf(models);
        keys = Set.copyOf(keys);
        groups = Set.copyOf(groups);
        words = Set.copyOf(words);
        ids = List.copyOf(ids);
    }

    /** What it finds in one stage; empty where it means none of that. */
    public Optional<Filter> in(Stage stage) {
        return stages.isEmpty() || stages.contains(stage)
                ? Optional.of(like(Set.of(stage), since, before))
                : Optional.empty();
    }

    /** The same, whenever it is asked from then on. */
    public Filter at(Instant now) {
        return like(
                stages,
                since.map(time -> new Since.At(time.from(now))),
                before.map(time -> new Since.At(time.from(now))));
    }

    private Filter like(Set<Stage> at, Optional<Since> from, Optional<Since> until) {
        return new Filter(text, at, reasons, charges, retryable, models, keys, groups, words, from, until, ids);
    }

    /** A time, as people say it. */
    public sealed interface Since {

        /** The last so many minutes, hours or days, whenever it is asked. */
        record Ago(Duration length) implements Since {}

        /** A time. */
        record At(Instant time) implements Since {}

        /** The time that is meant. */
        default Instant from(Instant now) {
            return switch (this) {
                case Ago(Duration length) -> now.minus(length);
                case At(Instant time) -> time;
            };
        }
    }

    /** Whether a consumer group's jobs are meant. */
    public boolean meansGroup(String group) {
        return groups.isEmpty() || groups.contains(group);
    }

    /** Whether jobs with these words of the provider's are meant. */
    public boolean meansWords(String said) {
        return words.isEmpty()
                || words.stream()
                        .anyMatch(part -> Pattern.compile(
                                        part, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                                .matcher(said)
                                .find());
    }

    /** Whether jobs of this model are meant. */
    public boolean meansModel(String model) {
        return models.isEmpty() || models.contains(model);
    }

    /** Whether jobs with this key are meant. */
    public boolean meansKey(Supplier<String> key) {
        return keys.isEmpty() || keys.contains(key.get());
    }
}
