package dev.takeone.console.view;

import java.util.List;

/** What a text in the filter box says. */
public sealed interface FilterReading {

    /** A filter. */
    record Good(Filter filter) implements FilterReading {}

    /**
     * None.
     *
     * @param word the part of the text that is wrong
     * @param why a sentence that says how to mend it; repeats what was typed, so it is escaped like it
     * @param instead texts for the whole box that would do
     */
    record Bad(String word, String why, List<String> instead) implements FilterReading {
        public Bad {
            instead = List.copyOf(instead);
        }
    }
}
