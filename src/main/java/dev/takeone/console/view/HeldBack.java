package dev.takeone.console.view;

import java.util.List;
import java.util.OptionalLong;

/**
 * What an order keeps from being bought, or has not taken back yet, and what its end lets go.
 *
 * @param jobs of the console's group, those that wait for this order and for no other
 * @param byOthersToo how many of the group another order keeps, or takes back, as well
 * @param unread requests that the group's topic holds unread: nobody knows yet which of them it means; empty where not even
 *     their number is known
 * @param isOfOtherGroups whether it also means groups whose jobs the console does not know
 */
public record HeldBack(List<FoundJob> jobs, int byOthersToo, OptionalLong unread, boolean isOfOtherGroups) {
    public HeldBack {
        jobs = List.copyOf(jobs);
    }
}
