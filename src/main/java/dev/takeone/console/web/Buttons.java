package dev.takeone.console.web;

import dev.takeone.console.access.Kept;
import dev.takeone.console.act.Action;
import dev.takeone.console.act.Actions;
import dev.takeone.console.act.Outcome;
import dev.takeone.console.act.Preview;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What people do: it is shown what would come of it, asked once, done once, and told. */
final class Buttons {
    private static final int MOST = 1_000;
    private static final Duration TO_THINK = Duration.ofMinutes(10);

    private final Pages pages;
    private final Actions actions;
    private final Kept<Notice> notices;
    private final Kept<Question> questions = new Kept<>(MOST, TO_THINK);

    /**
     * What somebody was asked.
     *
     * @param by who
     * @param back where to go afterwards
     */
    private record Question(Preview preview, String by, String back) {}

    Buttons(Pages pages, Actions actions, Kept<Notice> notices) {
        this.pages = pages;
        this.actions = actions;
        this.notices = notices;
    }

    Reply preview(Visit visit) {
        Optional<Action> action = Forms.action(visit::form);
        if (action.isEmpty()) {
            return pages.refusal(visit, 400, "That is nothing that the console can do.");
        }
        Preview preview = actions.preview(action.orElseThrow(), visit.now());
        String back = Visit.ours(visit.form("back"));
        String question = questions.keep(new Question(preview, visit.caller().name(), back), visit.now());
        return pages.page(visit, 200, "confirm", Map.of("preview", preview, "question", question, "back", back));
    }

    /** A question is answered once: a form that is sent twice sends nothing twice. */
    Reply perform(Visit visit) {
        Optional<Question> asked = questions
                .take(visit.form("question"), visit.now())
                .filter(question -> question.by().equals(visit.caller().name()))
                .filter(question -> question.preview().refused().isEmpty());
        if (asked.isEmpty()) {
            return pages.refusal(
                    visit,
                    409,
                    "That was done already, or was asked more than ten minutes ago: see the log of actions.");
        }
        Question question = asked.orElseThrow();
        Notice notice = notice(actions.perform(question.preview().action(), question.by(), visit.now()), question.by());
        String back = question.back();
        return new Reply.Elsewhere(
                back + (back.contains("?") ? "&" : "?") + "notice=" + notices.keep(notice, visit.now()));
    }

    private static Notice notice(Outcome outcome, String by) {
        return switch (outcome) {
            case Outcome.Done(int _count, String says) -> new Notice(by, says, true);
            case Outcome.Refused(int _count, String why) -> new Notice(by, why, false);
            case Outcome.Unknown(int _count, String why) -> new Notice(by, why, false);
        };
    }
}
