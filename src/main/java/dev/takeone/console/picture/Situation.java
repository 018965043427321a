package dev.takeone.console.picture;

import dev.takeone.console.memory.Spot;
import dev.takeone.console.memory.UsualTimes;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Reading;
import dev.takeone.job.Job;
import dev.takeone.job.Rules;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a job's waiting depends on, at a time.
 *
 * @param group the consumer group whose jobs are shown
 * @param standing the orders
 * @param board what the workers tell of themselves
 * @param spend what was spent, and the ceilings
 * @param rules the workers' settings, as far as the console was told the same
 * @param before how many requests that wait were published before a job
 * @param usual how long videos of a profile take, where that is known
 * @param reading how far all of this was read
 */
record Situation(
        String group,
        Standing standing,
        AccountBoard.Seen board,
        Overview.Spend spend,
        Rules rules,
        Function<Spot, Integer> before,
        Function<Job, Optional<UsualTimes.Span>> usual,
        Reading reading) {}
