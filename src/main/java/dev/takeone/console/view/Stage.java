package dev.takeone.console.view;

import java.util.Arrays;
import java.util.Optional;

/** Where a job stands, in the words of pages and filters. */
public enum Stage {
    /** Taken in, and nothing is with the provider. */
    WAITING("waiting"),
    /** Its paid POST is open, or about to be. */
    POSTING("posting"),
    /** The outcome of its POST is unknown. */
    IN_DOUBT("in_doubt"),
    /** It has tasks at the provider. */
    RUNNING("running"),
    /** Ended with a video. */
    COMPLETED("completed"),
    /** Ended without. */
    FAILED("failed");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** The word in filters and JSON. */
    public String label() {
        return label;
    }

    /** The word for people. */
    public String words() {
        return label.replace('_', ' ');
    }

    /** Whether nothing will change any more. */
    public boolean ended() {
        return this == COMPLETED || this == FAILED;
    }

    /** The stage of this label, of its words, or of what people also say for it; empty where there is none. */
    public static Optional<Stage> of(String word) {
        return switch (word) {
            case "done" -> Optional.of(COMPLETED);
            case "doubt", "in-doubt" -> Optional.of(IN_DOUBT);
            default ->
                Arrays.stream(values())
                        .filter(stage -> stage.label.equals(word))
                        .findFirst();
        };
    }
}
