package dev.takeone.console.picture;

import dev.takeone.console.view.RecordAt;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Video;
import dev.takeone.job.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks at single records, when somebody asks for what is not kept. Waits for other looks, and then for two seconds at most.
 */
public interface Records {

    /** The event of an ending. */
    Look<Told> event(RecordAt at);

    /** The prompt of a request. Asked for only where prompts are to be shown. */
    Look<String> prompt(RecordAt at);

    /** What a look has come to. */
    sealed interface Look<T> {

        /** What {@code read} makes of it; nothing, for {@code otherwise}, where that is nothing. */
        default <R> Look<R> then(Function<T, Optional<R>> read, String otherwise) {
            return switch (this) {
                case Seen<T>(T what) ->
                    read.apply(what).<Look<R>>map(Seen::new).orElseGet(() -> new Nothing<>(otherwise));
                case Nothing<T>(String why) -> new Nothing<>(why);
            };
        }

        /** It is there. */
        record Seen<T>(T what) implements Look<T> {}

        /** It is not there, or cannot be read; why, in a sentence. */
        record Nothing<T>(String why) implements Look<T> {}
    }

    /**
     * What an event of an ending says beyond what lists need.
     *
     * @param taskIds all tasks
     */
    record Told(
            List<String> taskIds,
            List<Video> videos,
            Optional<Instant> submittedAt,
            Optional<String> message,
            Optional<ProviderError> error,
            List<Violation> violations) {
        public Told {
            taskIds = List.copyOf(taskIds);
            videos = List.copyOf(videos);
            violations = List.copyOf(violations);
        }
    }
}
