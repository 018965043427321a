package dev.takeone.console.picture;

import dev.takeone.account.BoardRow;
import dev.takeone.account.Report;
import dev.takeone.console.memory.Tally;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Stage;
import dev.takeone.console.view.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes the page Now of what is known. Pure. */
final class Overviews {
    private Overviews() {}

    static Overview of(
            Tally tally,
            Overview.Days days,
            Situation situation,
            Map<String, Long> unread,
            List<Trouble> troubles,
            Instant now) {
        AccountBoard.Seen board = situation.board();
        long requests = tally.live(Stage.WAITING)
                + Optional.ofNullable(unread.get(situation.group())).orElse(0L);
        return new Overview(
                now,
                troubles,
                tally.live(),
                groups(tally, situation, unread),
                tally.lastHour(),
                tally.lastDay(),
                days,
                new Overview.Calls(
                        board.limits()
                                .map(limits -> OptionalInt.of(limits.callsPerMinute()))
                                .orElse(OptionalInt.empty()),
                        board.lastMinute(),
                        board.minutes()),
                situation.spend(),
                Stream.concat(situation.standing().holdLines().stream(), held(board))
                        .toList(),
                situation.standing().few(board, situation.reading().fresh()),
                paced(tally.backlog(requests), situation.standing()),
                board.lines(),
                tally.models());
    }

    /** Nobody knows when an order ends. */
    private static Overview.Backlog paced(Overview.Backlog backlog, Standing standing) {
        return standing.keepsAll()
                ? new Overview.Backlog(backlog.requests(), backlog.perHour(), Optional.empty(), backlog.cost())
                : backlog;
    }

    private static List<Overview.GroupLine> groups(Tally tally, Situation situation, Map<String, Long> unread) {
        TreeSet<String> names = new TreeSet<>(unread.keySet());
        names.add(situation.group());
        situation.board().there().forEach(heard -> names.add(heard.row().who().group()));
        return names.stream()
                .map(name -> name.equals(situation.group())
                        ? own(tally, situation, unread)
                        : other(name, situation.board(), unread))
                .toList();
    }

    private static Overview.GroupLine own(Tally tally, Situation situation, Map<String, Long> unread) {
        return new Overview.GroupLine(
                situation.group(),
                tally.live(Stage.WAITING),
                tally.live(Stage.POSTING),
                tally.live(Stage.IN_DOUBT),
                tally.live(Stage.RUNNING),
                unread(situation.group(), unread),
                (int) situation.board().of(situation.group()).count());
    }

    private static Overview.GroupLine other(String name, AccountBoard.Seen board, Map<String, Long> unread) {
        List<Report.Jobs> jobs =
                board.of(name).map(BoardRow::report).map(Report::jobs).toList();
        return new Overview.GroupLine(
                name,
                jobs.stream().mapToInt(Report.Jobs::waiting).sum(),
                jobs.stream().mapToInt(Report.Jobs::posting).sum(),
                jobs.stream().mapToInt(Report.Jobs::inDoubt).sum(),
                jobs.stream().mapToInt(Report.Jobs::running).sum(),
                unread(name, unread),
                jobs.size());
    }

    private static OptionalLong unread(String group, Map<String, Long> unread) {
        return Optional.ofNullable(unread.get(group)).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static Stream<Overview.HoldLine> held(AccountBoard.Seen board) {
        return board.there().stream()
                .flatMap(heard -> heard.row().report().holds().stream().map(hold -> line(heard.row(), hold)));
    }

    private static Overview.HoldLine line(BoardRow row, Report.Held hold) {
        String calls = hold.calls().contains("CHECK") ? "every call" : "every paid request";
        return new Overview.HoldLine(
                hold.model().map("model "::concat).orElse(calls),
                "worker " + row.who().name(),
                hold.cause().replace('_', ' ') + hold.words().map(": "::concat).orElse(""),
                Optional.of(hold.since()),
                Optional.of(hold.until()),
                Optional.empty());
    }
}
