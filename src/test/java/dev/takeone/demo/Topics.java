package dev.takeone.demo;

/** The topics' default names, which the demo leaves as they are. */
final class Topics {
    static final String REQUESTS = "video.requests";

    private Topics() {}

    static String of(DemoEvent.Kind kind) {
        return switch (kind) {
            case SUBMITTED -> "video.submitted";
            case COMPLETED -> "video.completed";
            case FAILED -> "video.failed";
        };
    }
}
