package dev.takeone.console.picture;

import dev.takeone.console.memory.Known;
import dev.takeone.console.memory.KnownEnded;
import dev.takeone.console.memory.KnownLive;
import dev.takeone.console.view.JobView;
import dev.takeone.console.view.JobView.Namesake;
import dev.takeone.console.view.JobView.Ties;
import dev.takeone.console.view.SentAgain;
import dev.takeone.console.view.Stage;
import dev.takeone.job.Identity;
import java.util.Optional;
import java.util.function.BiFunction;

/** What a job hangs together with: the requests before and after it, the order that keeps it, the worker that has it. */
final class JobTies {
    private final Situation situation;
    private final BiFunction<String, String, Optional<Known>> named;

    /** @param named finds the job of a source and a request id */
    JobTies(Situation situation, BiFunction<String, String, Optional<Known>> named) {
        this.situation = situation;
        this.named = named;
    }

    Ties of(Known job) {
        return switch (job) {
            case KnownLive live ->
                new Ties(
                        before(live),
                        Optional.empty(),
                        Optional.of(live)
                                .filter(each -> each.stage() == Stage.WAITING)
                                .flatMap(each ->
                                        situation.standing().keeps(each.state().job()))
                                .map(Standing::line),
                        worker(live));
            case KnownEnded over -> new Ties(before(over), after(over), Optional.empty(), Optional.empty());
        };
    }

    private Optional<Namesake> before(Known job) {
        Identity identity = job.identity();
        return SentAgain.before(identity.id()).map(id -> {
            Optional<Known> known = named.apply(identity.source(), id);
            return new Namesake(id, known.map(each -> each.spot().job().text()), known.map(Known::stage));
        });
    }

    private Optional<Namesake> after(KnownEnded job) {
        Identity identity = job.identity();
        String next = SentAgain.next(identity.id());
        return Optional.of(job)
                .filter(each -> each.stage() == Stage.FAILED)
                .flatMap(any -> named.apply(identity.source(), next))
                .map(each -> new Namesake(next, Optional.of(each.spot().job().text()), Optional.of(each.stage())));
    }

    private Optional<JobView.PartitionOwner> worker(KnownLive job) {
        int partition = job.origin().partition();
        return situation
                .board()
                .owner(situation.group(), partition)
                .map(owner -> new JobView.PartitionOwner(
                        owner.row().who().worker(), partition, !owner.restores() && !owner.isStopped(), owner.since()));
    }
}
