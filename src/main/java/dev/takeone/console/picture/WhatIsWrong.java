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

    private final List<Trouble> found = new ArrayList<>();

    private WhatIsWrong() {}

    static List<Trouble> of(Situation situation, Tally tally, boolean forgetful, List<String> denied) {
        WhatIsWrong wrong = new WhatIsWrong();
        wrong.reading(situation.reading());
        wrong.workers(situation);
        situation.board().there().forEach(heard -> wrong.worker(heard.row()));
        wrong.account(situation.board().disagreement());
        wrong.money(situation.spend());
        wrong.orders(situation.standing());
        wrong.doubts(tally);
        denied.forEach(why ->
                wrong.note("How much a group has not read is not known, and is missing in what waits: " + why, ""));
        if (forgetful) {
            wrong.note(
                    "More has ended in the last 24 h than this console keeps: the earliest endings are missing, and counts"
                            + " of the day are too low.",
                    "");
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
            case LITTLE -> note("The topics are still being read: counts grow until that is done.", "");
            case LATEST ->
                note("What ended before is still being read: counts of what has ended grow until that is done.", "");
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
                .forEach((key, why) -> note("A record of the account board (" + key + ") is ignored: " + why, ""));
        Set<String> releases = new TreeSet<>();
        situation
                .board()
                .there()
                .forEach(heard -> releases.add(heard.row().who().version()));
        if (releases.size() > 1) {
            note("Workers of different releases run: " + String.join(", ", releases) + ".", "");
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
                    "See the worker's /q/health/well, which names the record and the mend.");
        }
    }

    private void hold(String worker, Report.Held hold) {
        String since = " since " + time(hold.since()) + " (worker " + worker + ")";
        switch (hold.cause()) {
            case "account_held" ->
                bad(
                        "The account is held by the provider" + since + ".",
                        "Look at the account's balance and key, and at takeone.provider.url; work goes on by itself.");
            case "provider_away" ->
                bad(
                        "The provider cannot be reached" + since + ".",
                        "Look at the network and the provider's status page; work goes on by itself.");
            case "too_late" ->
                bad(
                        "Nothing is bought" + since
                                + ": every paid request comes too late after its commit was begun, and"
                                + " is not sent"
                                + hold.words().map(": "::concat).orElse("") + ".",
                        "Look at what takes so long; work goes on by itself.");
            default -> pause(since, hold);
        }
    }

    private void pause(String since, Report.Held hold) {
        if (hold.until().isAfter(hold.since().plus(BRIEF))) {
            bad(
                    "The provider asks for one pause after the other, or for a long one" + since
                            + hold.words().map(": "::concat).orElse("") + ".",
                    "Look at the provider's status page, and whether takeone.provider.requests-per-minute is more than the"
                            + " account has; work goes on by itself.");
        } else {
            note("The provider asks for a pause" + since + ".", "");
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
                    "Raise " + ceiling.setting() + " at every worker of the account, of every group, or withdraw it.");
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
                        + " at every worker of the account, of every group: the lowest counts.");
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
                        "Write it again, or end it with a record without a value."));
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
            note(count(doubts, "request") + " in doubt: whether the provider took the paid POST is not known.", "");
        }
        int given = Optional.ofNullable(tally.lastDay().failed().get(FailureReason.SUBMISSION_IN_DOUBT))
                .orElse(0);
        if (given > 0) {
            note(
                    count(given, "request")
                            + " of the last 24 h ended in doubt: each may have been charged without a video.",
                    "Find them by reason:submission_in_doubt, and look them up at the provider.");
        }
    }
}
