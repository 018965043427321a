package dev.takeone.console.view;

import java.util.List;

/**
 * What an order keeps from being bought, and what its end lets go.
 *
 * @param jobs of the console's group, those that wait for this order and for no other
 * @param byOthersToo how many of the group another order keeps as well
 * @param unread requests that the group's topic holds unread: nobody knows yet which of them it keeps
 * @param isOfOtherGroups whether it also keeps groups whose jobs the console does not know
 */
public record HeldBack(List<FoundJob> jobs, int byOthersToo, long unread, boolean isOfOtherGroups) {
    public HeldBack {
        jobs = List.copyOf(jobs);
    }
}
