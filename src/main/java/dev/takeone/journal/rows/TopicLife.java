package dev.takeone.journal.rows;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time in which a topic gives out each offset once. A topic that is made anew under its name has another id; one whose
 * log was cut short keeps it, and gives the same offsets to other records.
 *
 * @param topicId the topic's id
 * @param cuts how often its log is known to have been cut short
 */
public record TopicLife(String topicId, int cuts) {
    private static final Pattern CUT = Pattern.compile("(.*)/(\\d{1,9})");

    /** One whose log is whole. */
    public static TopicLife of(String topicId) {
        return new TopicLife(topicId, 0);
    }

    /** The counterpart of {@link #toString}; no topic id has a slash in it. */
    public static TopicLife parse(String text) {
        Matcher cut = CUT.matcher(text);
        return cut.matches() ? new TopicLife(cut.group(1), Integer.parseInt(cut.group(2))) : of(text);
    }

    /** The one that begins when the log is cut short. */
    public TopicLife cut() {
        return new TopicLife(topicId, cuts + 1);
    }

    @Override
    public String toString() {
        return cuts == 0 ? topicId : topicId + "/" + cuts;
    }
}
