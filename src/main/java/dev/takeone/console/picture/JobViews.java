package dev.takeone.console.picture;

import dev.takeone.console.memory.Earlier;
import dev.takeone.console.memory.Known;
import dev.takeone.console.memory.KnownEnded;
import dev.takeone.console.memory.KnownLive;
import dev.takeone.console.picture.Records.Look;
import dev.takeone.console.picture.Records.Told;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.JobLine;
import dev.takeone.console.view.JobView;
import dev.takeone.console.view.RecordAt;
import dev.takeone.console.view.Sentence;
import dev.takeone.console.view.Stage;
import dev.takeone.job.Identity;
import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Task;
import dev.takeone.job.Video;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes lines and pages of jobs for people. */
final class JobViews {
    private final WhyItWaits why;
    private final Situation situation;
    private final JobTies ties;
    private final String servers;
    private final Instant now;

    JobViews(Situation situation, JobTies ties, String servers, Instant now) {
        this.ties = ties;
        this.why = new WhyItWaits(situation, now);
        this.situation = situation;
        this.servers = servers;
        this.now = now;
    }

    /** It as actions see it. */
    static FoundJob found(Known job) {
        return new FoundJob(
                job.spot().job().text(),
                job.identity(),
                job.stage(),
                job.reason(),
                job.charged(),
                switch (job) {
                    case KnownLive _goesOn -> false;
                    case KnownEnded over -> over.retryable();
                },
                job.model(),
                job.key(),
                Instant.ofEpochMilli(job.spot().publishedAt()),
                Instant.ofEpochMilli(job.since()),
                job.origin(),
                job.estimate().or(job::cost));
    }

    JobLine line(Known job) {
        Identity identity = job.identity();
        return new JobLine(
                job.spot().job().text(),
                identity.id(),
                identity.kind() == Identity.Kind.CLOUD_EVENT ? Optional.of(identity.source()) : Optional.empty(),
                job.stage(),
                job.reason(),
                job.charged(),
                filled(job.model()),
                filled(job.key()),
                filled(job.taskId()),
                Instant.ofEpochMilli(job.spot().publishedAt()),
                Instant.ofEpochMilli(job.since()),
                job.cost(),
                job.estimate(),
                switch (job) {
                    case KnownLive live -> why.say(live);
                    case KnownEnded over -> over(over);
                });
    }

    private static Optional<String> filled(String text) {
        return Optional.of(text).filter(each -> !each.isEmpty());
    }

    private static String over(KnownEnded job) {
        if (job.stage() == Stage.FAILED) {
            return how(job)
                    + job.charged()
                            .map(charged -> ", charged: " + charged.label())
                            .orElse("")
                    + (job.words().isEmpty() ? "" : "; the provider: " + job.words());
        }
        return how(job)
                + (job.submittedAt() > 0
                        ? " in " + Sentence.length(Duration.ofMillis(job.since() - job.submittedAt()))
                        : "");
    }

    private static String how(KnownEnded job) {
        return job.stage() == Stage.FAILED
                ? "failed: "
                        + job.reason()
                                .map(reason -> reason.label().replace('_', ' '))
                                .orElse("for a reason that only a later release knows")
                : job.stage().label();
    }

    /** @param prompt what was asked for, where that is to be shown */
    JobView live(KnownLive job, Optional<Look<String>> prompt) {
        return new JobView(
                line(job),
                steps(job),
                switch (job.state()) {
                    case JobState.Accepted _waiting -> List.of();
                    case JobState.Submitting _posting -> List.of();
                    case JobState.Submitted running ->
                        running.tasks().stream().map(JobViews::task).toList();
                },
                List.of(),
                job.attempts(),
                Optional.empty(),
                error(job),
                List.of(),
                false,
                Optional.of(place(job.origin())),
                prompt.flatMap(JobViews::missing),
                prompt.flatMap(JobViews::seen),
                ties.of(job));
    }

    private static Optional<ProviderError> error(KnownLive job) {
        return switch (job.state()) {
            case JobState.Accepted _waiting -> Optional.empty();
            case JobState.Submitting posting -> posting.doubt().map(JobState.Doubt::last);
            case JobState.Submitted _running -> Optional.empty();
        };
    }

    private static JobView.TaskLine task(Task task) {
        return new JobView.TaskLine(
                task.id(),
                task.end()
                        .map(end -> switch (end) {
                            case Task.End.Done _done -> "completed";
                            case Task.End.Fruitless fruitless ->
                                fruitless.reason().label();
                        })
                        .orElse("running"),
                task.over() ? Optional.empty() : Optional.of(task.dueAt()));
    }

    private List<JobView.Step> steps(KnownLive job) {
        List<JobView.Step> steps = new ArrayList<>(earlier(job.earlier()));
        switch (job.state()) {
            case JobState.Accepted waiting -> {
                waiting.unclearSince().ifPresent(at -> steps.add(step("refused in a way that promises nothing", at)));
                waiting.refusals()
                        .filter(refusals -> refusals.count() > 0)
                        .ifPresent(any -> steps.add(ahead("tried again", waiting.dueAt())));
            }
            case JobState.Submitting posting -> {
                steps.add(step("first paid request", posting.firstPostAt()));
                posting.doubt().ifPresent(doubt -> {
                    steps.add(step("in doubt", doubt.since()));
                    steps.add(ahead("asked again", posting.dueAt()));
                    steps.add(ahead("given up", situation.rules().windowEnd(posting)));
                });
            }
            case JobState.Submitted running -> {
                steps.add(step(
                        running.replayed()
                                ? "accepted by the provider, which knew the request"
                                : "accepted by the provider",
                        running.submittedAt()));
                running.nextTask().ifPresent(task -> steps.add(ahead("next check", task.dueAt())));
            }
        }
        steps.sort(Comparator.comparing(JobView.Step::at));
        steps.addFirst(step("published", job.state().job().origin().publishedAt()));
        return steps;
    }

    private static List<JobView.Step> earlier(List<Earlier> known) {
        return known.stream()
                .map(each -> step(each.words(), Instant.ofEpochMilli(each.at())))
                .toList();
    }

    private static JobView.Step step(String what, Instant at) {
        return new JobView.Step(what, at, false);
    }

    private JobView.Step ahead(String what, Instant at) {
        return new JobView.Step(what, at, at.isAfter(now));
    }

    JobView over(KnownEnded job, Look<Told> look, Optional<Look<String>> prompt) {
        Optional<Told> told = seen(look);
        List<String> ids = told.map(Told::taskIds)
                .filter(all -> !all.isEmpty())
                .orElseGet(() -> filled(job.taskId()).stream().toList());
        String state =
                job.reason().map(reason -> reason.label()).orElse(job.stage().label());
        List<Video> videos = told.map(Told::videos).orElse(List.of());
        return new JobView(
                line(job),
                steps(job, told),
                ids.stream()
                        .map(id -> new JobView.TaskLine(id, state, Optional.empty()))
                        .toList(),
                videos,
                job.attempts(),
                told.flatMap(Told::message),
                told.flatMap(Told::error),
                told.map(Told::violations).orElse(List.of()),
                job.retryable(),
                Optional.of(job.origin()).filter(RecordAt::isKnown).map(this::place),
                Stream.concat(missing(look).stream(), prompt.flatMap(JobViews::missing).stream())
                        .findFirst(),
                prompt.flatMap(JobViews::seen),
                ties.of(job));
    }

    private static List<JobView.Step> steps(KnownEnded job, Optional<Told> told) {
        List<JobView.Step> steps = new ArrayList<>();
        Optional<Instant> submittedAt = job.submittedAt() > 0
                ? Optional.of(Instant.ofEpochMilli(job.submittedAt()))
                : told.flatMap(Told::submittedAt);
        Instant published = Instant.ofEpochMilli(job.spot().publishedAt());
        boolean known = published.isBefore(submittedAt.orElse(Instant.ofEpochMilli(job.since())));
        if (known) {
            steps.add(step("published", published));
        }
        steps.addAll(earlier(job.earlier()));
        submittedAt.ifPresent(at -> steps.add(step("accepted by the provider", at)));
        steps.add(step(how(job), Instant.ofEpochMilli(job.since())));
        return steps;
    }

    private JobView.Place place(RecordAt at) {
        return new JobView.Place(
                at.topic(),
                at.partition(),
                at.offset(),
                "kcat -b " + quoted(servers) + " -C -t " + quoted(at.topic()) + " -p " + at.partition() + " -o "
                        + at.offset() + " -c 1 -e -q -X auto.offset.reset=error -J");
    }

    /** As one word of a shell. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9._:,/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static <T> Optional<T> seen(Look<T> look) {
        return switch (look) {
            case Look.Seen<T>(T what) -> Optional.of(what);
            case Look.Nothing<T> _nothing -> Optional.empty();
        };
    }

    private static <T> Optional<String> missing(Look<T> look) {
        return switch (look) {
            case Look.Seen<T> _seen -> Optional.empty();
            case Look.Nothing<T>(String reason) -> Optional.of(reason);
        };
    }
}
