package dev.takeone.provider.http;

import static dev.takeone.provider.http.ClientCalls.BODY;
import static dev.takeone.provider.http.ClientCalls.ID;
import static dev.takeone.provider.http.ClientCalls.LONG;
import static dev.takeone.provider.http.ClientCalls.RUNNING;
import static dev.takeone.provider.http.ClientCalls.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.StatusOutcome.Running;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.SubmitOutcome.Accepted;
import dev.takeone.job.SubmitOutcome.NotSent;
import dev.takeone.provider.AccountKey;
import dev.takeone.waiting.Waiting;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Name servers that hang or are away hold no thread that decides, and no call that knows where to go. */
class SlowNamesTest {
    @RegisterExtension
    static final ClientCalls calls = new ClientCalls();

    private final CountDownLatch answer = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private InetAddress late(String host) {
        asked.add(Thread.currentThread().getName());
        try {
            answer.await();
            return InetAddress.getLoopbackAddress();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aThreadThatCallsGoesOnWhileTheResolverHangs() throws Exception {
        RawServer server = calls.open(RawServer.answering("200 OK", "", RUNNING));
        ProviderClient client = calls.client(named(server), LONG, this::late);
        Context deciding = calls.vertx().getDelegate().getOrCreateContext();
        CompletableFuture<StatusOutcome> first = new CompletableFuture<>();
        CompletableFuture<StatusOutcome> second = new CompletableFuture<>();
        CompletableFuture<String> next = new CompletableFuture<>();

        deciding.runOnContext(
                ignored -> client.check("task_1", () -> {}).subscribe().with(first::complete));
        deciding.runOnContext(
                ignored -> client.check("task_2", () -> {}).subscribe().with(second::complete));
        deciding.runOnContext(ignored -> next.complete(Thread.currentThread().getName()));

        String thread = Waiting.done(next);
        assertThat(first).isNotDone();
        answer.countDown();
        assertThat(Waiting.done(first)).isInstanceOf(Running.class);
        assertThat(Waiting.done(second)).isInstanceOf(Running.class);
        assertThat(asked).hasSize(1).doesNotContain(thread);
        assertThat(server.requests().getFirst()).containsIgnoringCase("host: provider.test:");
    }

    @Test
    void aPostWhoseHostHasNoAddressInTimeWasNotSentAndNeverIs() {
        RawServer server = calls.open(RawServer.answering("200 OK", "", ID));
        AtomicBoolean asks = new AtomicBoolean();

        SubmitOutcome outcome =
                ClientCalls.await(calls.client(named(server), SHORT, this::late).submit(BODY, "job-1", () -> {
                    asks.set(true);
                    return true;
                }));
        answer.countDown();

        assertThat(outcome).isInstanceOf(NotSent.class);
        assertThat(ClientCalls.submit(calls.client(named(server), LONG, this::late)))
                .isInstanceOf(Accepted.class);
        assertThat(asks).isFalse();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anAnswerThatIsThereAtOnceIsNotMissed() throws Exception {
        for (int i = 0; i < 200; i++) {
            HostAddress address = new HostAddress(
                    calls.vertx().getDelegate(),
                    "provider.test",
                    LONG,
                    host -> InetAddress.getLoopbackAddress(),
                    System::nanoTime);
            CompletableFuture<InetAddress> found = new CompletableFuture<>();
            Context deciding = VertxContext.createNewDuplicatedContext(
                    calls.vertx().getDelegate().getOrCreateContext());
            deciding.runOnContext(
                    ignored -> address.get().subscribe().with(found::complete, found::completeExceptionally));

            assertThat(Waiting.done(found)).isEqualTo(InetAddress.getLoopbackAddress());
        }
    }

    @Test
    void aCallThatGivesUpLeavesTheLookupToTheOthers() throws Exception {
        HostAddress address =
                new HostAddress(calls.vertx().getDelegate(), "provider.test", LONG, this::late, System::nanoTime);
        CompletableFuture<InetAddress> other = new CompletableFuture<>();
        Cancellable first = address.get().subscribe().with(ignored -> {});
        address.get().subscribe().with(other::complete, other::completeExceptionally);

        first.cancel();
        answer.countDown();

        assertThat(Waiting.done(other)).isEqualTo(InetAddress.getLoopbackAddress());
    }

    @Test
    void aHostThatIsUnknownIsAskedForAgainByTheNextCall() {
        RawServer server = calls.open(RawServer.answering("200 OK", "", ID));
        AtomicBoolean away = new AtomicBoolean(true);
        ProviderClient client = calls.client(named(server), LONG, host -> {
            if (away.get()) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getLoopbackAddress();
        });
        assertThat(ClientCalls.submit(client)).isInstanceOf(NotSent.class);
        away.set(false);

        assertThat(ClientCalls.submit(client)).isInstanceOf(Accepted.class);
    }

    @Test
    void whatIsKnownIsUsedWhileItIsLookedUpAgainButNotForEver() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
        AtomicBoolean hangs = new AtomicBoolean();
        HostAddress address = new HostAddress(
                calls.vertx().getDelegate(),
                "provider.test",
                SHORT,
                host -> hangs.get() ? late(host) : InetAddress.getLoopbackAddress(),
                nanos::get);
        assertThat(ClientCalls.await(address.get())).isEqualTo(InetAddress.getLoopbackAddress());
        hangs.set(true);

        assertThat(known(address)).isPresent();
        nanos.addAndGet(HostAddress.FRESH.toNanos());
        assertThat(known(address)).isPresent();
        nanos.addAndGet(HostAddress.USABLE.minus(HostAddress.FRESH).toNanos());
        assertThat(known(address)).isEmpty();
        answer.countDown();
    }

    private static Optional<InetAddress> known(HostAddress address) {
        return ClientCalls.await(address.get().map(Optional::of).onFailure().recoverWithItem(Optional.empty()));
    }

    /** As if it were elsewhere: only the resolver of the test knows that name. */
    private static ProviderEndpoint named(RawServer server) {
        String url = server.url().replaceFirst("127\\.0\\.0\\.1|localhost", "provider.test");
        return ProviderEndpoint.of(url, new AccountKey("sk-key"), Optional.empty());
    }
}
