package dev.takeone.console.picture;

import dev.takeone.job.Rules;

/**
 * What the picture is told from outside; of what workers are set to, the console is to be set to the same.
 *
 * @param group {@code takeone.group}: whose jobs are shown
 * @param requests {@code takeone.topics.requests}: where the requests of those jobs lie
 * @param servers the broker's addresses, for the command that shows a record
 * @param rules the workers' own
 * @param prompts {@code takeone.console.prompts}: whether a job's page shows what was asked for
 * @param mostEnded ended jobs that are kept at most
 */
public record PictureSettings(
        String group, String requests, String servers, Rules rules, boolean prompts, int mostEnded) {
    /** So many that a day's endings at 350 a minute are kept. */
    public static final int MOST_ENDED = 500_000;
}
