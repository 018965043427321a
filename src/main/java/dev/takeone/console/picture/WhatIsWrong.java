package dev.takeone.console.picture;

import static dev.takeone.console.view.Sentence.count;
import static dev.takeone.console.view.Sentence.time;

import dev.takeone.account.BoardRow;
import dev.takeone.account.Disagreement;
import dev.takeone.account.Report;
import dev.takeone.console.memory.Tally;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Reading;
import dev.takeone.console.view.Stage;
import dev.takeone.console.view.Trouble;
import dev.takeone.console.view.Trouble.Weight;
import dev.takeone.job.FailureReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong, and how to mend it: a pure function of the picture. */
final class WhatIsWrong {
    /** Of more workers that say the same, or more orders, a number is told. */
    private static final int NAMED = 3;

    /** A longer pause is told as a worker's health tells it. */
    private static final Duration BRIEF = Duration.ofMinutes(1);

    private static final String WAIT = "Wait: it goes on by itself.";
    private static final String A_CEILING = " (src/docs/mends.md#a-ceiling-is-reached).";

    private final List<Trouble> found = new ArrayList<>();

    private WhatIsWrong() {}

    static List<Trouble> of(Situation situation, Tally tally, boolean forgetful, List<String> denied) {
        WhatIsWrong wrong = new WhatIsWrong();
        wrong.reading(situation.reading());
        wrong.workers(situation);
        situation.board().there().forEach(heard -> wrong.worker(heard.row()));
        wrong.account(situation.board().disagreement());
        wrong.found.addAll(situation.board().untold().troubles());
        wrong.money(situation.spend());
        wrong.orders(situation.standing());
        wrong.doubts(tally);
        denied.forEach(why -> wrong.note(
                "How much a group has not read is not known, and is missing in what waits: " + why,
                "Mend what it says; it is asked again by itself."));
        if (forgetful) {
            wrong.note(
                    "More has ended in the last 24 h than this console keeps: the earliest endings are missing, and counts"
                            + " of the day are too low.",
                    "Look for them in the topics completed and failed; counts are right again once less ends in 24 h.");
        }
        return wrong.found.stream()
                .sorted(Comparator.comparing(Trouble::weight))
                .toList();
    }

    private void bad(String what, String mend) {
        found.add(new Trouble(Weight.BAD, what, mend));
    }

    private void note(String what, String mend) {
        found.add(new Trouble(Weight.NOTE, what, mend));
    }

    private void reading(Reading reading) {
        reading.away()
                .ifPresent(away -> bad(
                        "Kafka cannot be read since " + time(away.since()) + ", and what is shown is as old: "
                                + away.why(),
                        "Mend what it says, or look at the brokers; it goes on by itself then."));
        switch (reading.extent()) {
            case LITTLE -> note("The topics are still being read: counts grow until that is done.", WAIT);
            case LATEST ->
                note("What ended before is still being read: counts of what has ended grow until that is done.", WAIT);
            case ALL -> {}
        }
    }

    private void workers(Situation situation) {
        if (situation.reading().fresh()
                && situation.board().of(situation.group()).findAny().isEmpty()) {
            bad(
                    "No worker of group " + situation.group() + " tells of itself: nothing is bought, and nothing that"
                            + " runs is asked for.",
                    "Start a worker, or see in its log why it does not run.");
        }
        situation
                .board()
                .unreadable()
                .forEach((key, why) -> note(
                        "A record of the account board (" + key + ") is ignored: " + why,
                        "Give the console the release of the newest worker; where that is no help, look who else writes"
                                + " into the topic that takeone.topics.account names."));
        Set<String> releases = new TreeSet<>();
        situation
                .board()
                .there()
                .forEach(heard -> releases.add(heard.row().who().version()));
        if (releases.size() > 1) {
            note(
                    "Workers of different releases run: " + String.join(", ", releases) + ".",
                    "Let the upgrade end, or give all of them one release (src/docs/operating.md#upgrades).");
        }
    }

    private void worker(BoardRow row) {
        String name = row.who().name();
        row.report().holds().forEach(hold -> hold(name, hold));
        long stopped = row.report().partitions().stream()
                .filter(part -> part.state() == Report.Part.State.STOPPED)
                .count();
        if (stopped > 0) {
            bad(
                    count(stopped, "partition") + " of worker " + name + " stopped, and a person has to decide.",
                    "See the worker's /q/health/well, which names the record and the mend"
                            + " (src/docs/mends.md#a-stopped-partition).");
        }
    }

    private void hold(String worker, Report.Held hold) {
        String since = " since " + time(hold.since()) + " (worker " + worker + ")";
        switch (hold.cause()) {
            case "account_held" ->
                bad(
                        "The account is held by the provider" + since + ".",
                        "Look at the account's balance and key, and at takeone.provider.url; work goes on by itself"
                                + " (src/docs/mends.md#the-account-is-held).");
            case "provider_away" ->
                bad(
                        "The provider cannot be reached" + since + ".",
                        "Check egress, DNS and TLS of the pods, then the provider's status page. Requests are kept and"
                                + " the workers go on by themselves.");
            case "too_late" ->
                bad(
                        "Nothing is bought" + since
                                + ": every paid request comes too late after its commit was begun, and"
                                + " is not sent"
                                + hold.words().map(": "::concat).orElse("") + ".",
                        "Check the brokers, under-replicated partitions of the jobs topic, and the worker's ACLs."
                                + " Nothing is submitted without a commit, and the workers go on by themselves.");
            case "throttled" -> pause(since, hold);
            default ->
                note(
                        "Calls are held (" + hold.cause() + ")" + since
                                + hold.words().map(": "::concat).orElse("") + ".",
                        "See the worker's /q/health/well, and give the console the release of the newest worker.");
        }
    }

    private void pause(String since, Report.Held hold) {
        if (hold.until().isAfter(hold.since().plus(BRIEF))) {
            bad(
                    "The provider asks for one pause after the other, or for a long one" + since
                            + hold.words().map(": "::concat).orElse("") + ".",
                    "Compare takeone.provider.requests-per-minute with what the account may; something else may use the"
                            + " account too.");
        } else {
            note("The provider asks for a pause" + since + ".", WAIT);
        }
    }

    private void account(Disagreement said) {
        if (!said.limits().isEmpty()) {
            bad(
                    "Workers were told different limits of the account, and the least of each counts: "
                            + byWords(said.limits()) + ".",
                    "Set takeone.provider.requests-per-minute, takeone.provider.max-tasks, takeone.spend.per-hour and"
                            + " takeone.spend.per-day alike at every worker of the account, of every group.");
        }
        if (!said.others().isEmpty()) {
            bad(
                    "Workers of another account tell of themselves on this board: " + byWords(said.others()) + ".",
                    "Give each account a topic of its own by takeone.topics.account, or all of its workers the same"
                            + " takeone.provider.url and key.");
        }
    }

    /** Who says what; of many who say the same, some. */
    private static String byWords(Map<String, String> said) {
        Map<String, List<String>> who = new TreeMap<>();
        new TreeMap<>(said)
                .forEach((worker, words) ->
                        who.computeIfAbsent(words, any -> new ArrayList<>()).add(worker));
        return who.entrySet().stream()
                .map(each -> each.getKey() + " ("
                        + each.getValue().stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (each.getValue().size() > NAMED
                                ? " and " + (each.getValue().size() - NAMED) + " more"
                                : "")
                        + ")")
                .collect(Collectors.joining("; "));
    }

    private void money(Overview.Spend spend) {
        spend.hourCeiling().ifPresent(ceiling -> money(ceiling, "1 h", spend.next()));
        spend.dayCeiling().ifPresent(ceiling -> money(ceiling, "24 h", spend.next()));
    }

    private void money(Overview.Ceiling ceiling, String window, Optional<BigDecimal> next) {
        if (!ceiling.reached()) {
            return;
        }
        String keeps = "The ceiling " + ceiling.setting()
                + next.map(any -> " keeps requests waiting: ").orElse(" is reached: ");
        String most = ceiling.most().toPlainString();
        if (next.filter(cost -> cost.compareTo(ceiling.most()) > 0).isPresent()) {
            bad(
                    keeps + "one that comes next costs " + next.orElseThrow().toPlainString()
                            + " USD, and all of the ceiling is " + most + ".",
                    "Raise " + ceiling.setting() + " at every worker of the account, of every group, or withdraw it"
                            + A_CEILING);
            return;
        }
        bad(
                keeps + ceiling.counts().toPlainString() + " of " + most + " USD are spent in " + window
                        + " or in flight"
                        + next.map(cost -> ", and one that comes next costs " + cost.toPlainString())
                                .orElse("")
                        + ceiling.roomAt()
                                .map(at -> "; there is room at " + time(at))
                                .orElse("; there is room when enough has ended for less, or counts no more")
                        + ".",
                "Wait, or raise " + ceiling.setting()
                        + " at every worker of the account, of every group: the lowest counts" + A_CEILING);
    }

    private void orders(Standing standing) {
        standing.holds()
                .forEach(hold -> note(
                        "An order holds " + Standing.whom(hold) + ": `" + hold.name() + "`"
                                + standing.since(hold)
                                        .map(at -> ", since " + time(at))
                                        .orElse("")
                                + hold.reason()
                                        .map(reason -> " (" + reason + ")")
                                        .orElse("") + ".",
                        "Go on, when it is time: end the order, under Orders that stand."));
        lost(standing.lost().map(Standing::line).toList());
        standing.orders()
                .broken()
                .forEach((name, why) -> bad(
                        "The order " + name + " cannot be read, and is ignored: " + why,
                        "Write it again under its key, or end it by a record of that key without a value"
                                + " (src/docs/orders.md)."));
    }

    private void lost(List<Overview.OrderLine> lost) {
        if (lost.isEmpty()) {
            return;
        }
        bad(
                "Orders that stood are not in the topic of orders any more, which was emptied, cut short or made anew: "
                        + lost.stream()
                                .limit(NAMED)
                                .map(order -> "`" + order.name() + "` (" + order.what() + ")")
                                .collect(Collectors.joining(", "))
                        + (lost.size() > NAMED ? " and " + (lost.size() - NAMED) + " more" : "")
                        + ". Workers that have read them obey them on; those that start do not know them.",
                "Give again what is to stand, and end what is not under Orders that stand.");
    }

    private void doubts(Tally tally) {
        int doubts = tally.live(Stage.IN_DOUBT);
        if (doubts > 0) {
            note(
                    count(doubts, "request") + " in doubt: whether the provider took the paid POST is not known.",
                    "Each is sent again under its key for takeone.submission.replay-window, and what is in doubt for longer"
                            + " ends as submission_in_doubt; do not stop the workers for that long.");
        }
        int given = Optional.ofNullable(tally.lastDay().failed().get(FailureReason.SUBMISSION_IN_DOUBT))
                .orElse(0);
        if (given > 0) {
            note(
                    count(given, "request")
                            + " of the last 24 h ended in doubt: each may have been charged without a video.",
                    "Find them by reason:submission_in_doubt, and look them up at the provider"
                            + " (src/docs/mends.md#sending-a-request-in-doubt-again).");
        }
    }
}
