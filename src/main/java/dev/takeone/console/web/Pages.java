package dev.takeone.console.web;

import dev.takeone.console.access.Caller;
import dev.takeone.console.access.Kept;
import dev.takeone.console.access.UserRole;
import dev.takeone.console.act.Actions;
import dev.takeone.console.view.ConsoleState;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.FilterReader;
import dev.takeone.console.view.FilterReading;
import dev.takeone.console.view.JobPage;
import dev.takeone.console.view.JobView;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.PageKey;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages, and the JSON beside each. */
final class Pages {
    /** Who is not known, or not yet. */
    static final Caller STRANGER = new Caller("", UserRole.VIEWER, "", Caller.Way.NOBODY);

    private static final int LINES = 50;
    private static final int MOST_LINES = 500;

    private final Templates templates;
    private final ConsoleState state;
    private final Actions actions;
    private final WebSettings settings;
    private final Kept<Notice> notices;

    /**
     * A state with its count.
     *
     * @param text what the filter box says to find these
     */
    record Count(Stage stage, int count, String text, boolean chosen) {
        public String href() {
            return "/jobs?q=" + Visit.encoded(text);
        }
    }

    /** A reason with its counts. */
    record Failures(String reason, int hour, int day) {}

    /**
     * What JSON has of the page of jobs.
     *
     * @param newer the address of the page before this one
     * @param older the address of the page after this one
     * @param whole whether the console has read all; else some may be missing
     */
    record Found(String filter, JobPage page, Optional<String> newer, Optional<String> older, boolean whole) {}

    Pages(Templates templates, ConsoleState state, Actions actions, WebSettings settings, Kept<Notice> notices) {
        this.templates = templates;
        this.state = state;
        this.actions = actions;
        this.settings = settings;
        this.notices = notices;
    }

    Reply now(Visit visit) {
        Overview overview = state.overview(visit.now());
        if (visit.wantsJson()) {
            return new Reply.Json(200, ConsoleJson.write(overview));
        }
        List<Count> live = Arrays.stream(Stage.values())
                .filter(stage -> !stage.ended())
                .map(stage -> new Count(stage, overview.live().getOrDefault(stage, 0), "state:" + stage.label(), false))
                .toList();
        return page(
                visit,
                200,
                "now",
                Map.of(
                        "q",
                        "",
                        "o",
                        overview,
                        "live",
                        live,
                        "failures",
                        failures(overview),
                        "unreadKnown",
                        overview.groups().stream()
                                .filter(each -> each.group().equals(settings.group()))
                                .anyMatch(each -> each.unread().isPresent()),
                        "line",
                        Line.of(overview.calls().minutes()),
                        "group",
                        settings.group()));
    }

    private static List<Failures> failures(Overview overview) {
        return Arrays.stream(FailureReason.values())
                .map(reason -> new Failures(
                        reason.label(),
                        overview.lastHour().failed().getOrDefault(reason, 0),
                        overview.lastDay().failed().getOrDefault(reason, 0)))
                .filter(each -> each.hour() + each.day() > 0)
                .toList();
    }

    Reply jobs(Visit visit) {
        String text = visit.query("q");
        return switch (FilterReader.read(text)) {
            case FilterReading.Good(Filter filter) -> found(visit, filter);
            case FilterReading.Bad wrong ->
                visit.wantsJson()
                        ? error(400, wrong.why())
                        : page(visit, 400, "wrong", Map.of("q", text, "wrong", wrong));
        };
    }

    private Reply found(Visit visit, Filter filter) {
        boolean whole = state.reading().whole();
        JobPage page = state.jobs(filter, PageKey.parse(visit.query("page")), lines(visit.query("lines")), visit.now());
        Optional<String> newer = page.newer().map(key -> address(filter, visit.query("lines"), key));
        Optional<String> older = page.older().map(key -> address(filter, visit.query("lines"), key));
        if (visit.wantsJson()) {
            return new Reply.Json(200, ConsoleJson.write(new Found(filter.text(), page, newer, older, whole)));
        }
        return page(
                visit,
                200,
                "jobs",
                Map.of(
                        "q", filter.text(),
                        "page", page,
                        "counts", counts(filter, page),
                        "newer", newer,
                        "older", older));
    }

    private static int lines(String asked) {
        return isNumber(asked) ? Math.min(MOST_LINES, Integer.parseInt(asked)) : LINES;
    }

    private static boolean isNumber(String asked) {
        return asked.matches("[1-9][0-9]{0,8}");
    }

    private static String address(Filter filter, String lines, PageKey key) {
        return "/jobs?q=" + Visit.encoded(filter.text()) + (isNumber(lines) ? "&lines=" + lines : "") + "&page="
                + key.text();
    }

    private static List<Count> counts(Filter filter, JobPage page) {
        String rest = FilterReader.withoutStates(filter.text());
        return Arrays.stream(Stage.values())
                .map(stage -> new Count(
                        stage,
                        page.byOtherStages().getOrDefault(stage, 0),
                        ("state:" + stage.label() + " " + rest).strip(),
                        filter.stages().contains(stage)))
                .toList();
    }

    Reply job(Visit visit) {
        boolean whole = state.reading().whole();
        Optional<JobView> job = state.job(visit.path("id"), visit.now());
        if (job.isEmpty() && !whole) {
            return refusal(
                    visit,
                    503,
                    "The console has not read of such a job, and has not read all yet: ask again in some seconds.");
        }
        if (job.isEmpty()) {
            return refusal(
                    visit,
                    404,
                    "The console knows no such job: it knows those that have not ended, and what ended in the last 24 h.");
        }
        if (visit.wantsJson()) {
            return new Reply.Json(200, ConsoleJson.write(job.orElseThrow()));
        }
        return page(
                visit,
                200,
                "job",
                Map.of(
                        "job",
                        job.orElseThrow(),
                        "line",
                        job.orElseThrow().line(),
                        "films",
                        job.orElseThrow().videos().stream()
                                .map(video -> Film.of(video, visit.now()))
                                .toList()));
    }

    Reply suggest(Visit visit) {
        return new Reply.Json(200, ConsoleJson.write(state.suggest(visit.query("q"))));
    }

    Reply audit(Visit visit) {
        return visit.wantsJson()
                ? new Reply.Json(200, ConsoleJson.write(actions.audit()))
                : page(visit, 200, "audit", Map.of("lines", actions.audit()));
    }

    Reply refusal(Visit visit, int status, String why) {
        return visit.wantsJson() ? error(status, why) : page(visit, status, "refusal", Map.of("why", why));
    }

    /** What a script is told. */
    static Reply error(int status, String why) {
        return new Reply.Json(status, ConsoleJson.write(Map.of("error", why)));
    }

    Reply closed(Visit visit, String why) {
        return visit.wantsJson() ? error(403, why) : new Reply.Page(403, templates.page("closed", Map.of("why", why)));
    }

    Reply signIn(String next) {
        return signIn(next, Optional.empty(), 200);
    }

    Reply notSignedIn(Visit visit, String next, String why, int status) {
        return visit.wantsJson() ? error(status, why) : signIn(next, Optional.of(why), status);
    }

    private Reply signIn(String next, Optional<String> wrong, int status) {
        return new Reply.Page(status, templates.page("sign-in", Map.of("next", next, "wrong", wrong)));
    }

    Reply page(Visit visit, int status, String name, Map<String, ?> data) {
        Map<String, Object> all = new HashMap<>(data);
        all.put("caller", visit.caller());
        all.put("at", visit.now());
        all.put("reading", state.reading());
        all.put("here", visit.call().request().path());
        all.put("uri", withoutNotice(visit.call().request().uri()));
        all.put(
                "notice",
                notices.find(visit.query("notice"), visit.now())
                        .filter(notice -> notice.by().equals(visit.caller().name())));
        return new Reply.Page(status, templates.page(name, all));
    }

    private static String withoutNotice(String uri) {
        return uri.replaceAll("[?&]notice=[^&]*", "");
    }
}
