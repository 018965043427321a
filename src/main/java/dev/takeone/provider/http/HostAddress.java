package dev.takeone.provider.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The address of the provider's host, looked up on a thread that may wait: left to it, Vert.x (4.5, with the JVM's resolver,
 * as Quarkus has it) asks on the event loop of the call, which is where the worker decides, and a name server that is slow
 * stops every job.
 *
 * <p>What is known is used while it is looked up again, and for some minutes where that fails.
 */
final class HostAddress {
    /** As long as the JVM holds an address. */
    static final Duration FRESH = Duration.ofSeconds(30);

    static final Duration USABLE = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final String host;
    private final Duration patience;
    private final Resolver resolver;
    private final LongSupplier nanos;
    private Optional<Known> known = Optional.empty();
    private Optional<CompletableFuture<InetAddress>> lookup = Optional.empty();

    /** Asks the name servers. */
    interface Resolver {
        /** Waits for as long as it takes. */
        InetAddress resolve(String host) throws UnknownHostException;
    }

    private record Known(InetAddress address, long nanos) {}

    /**
     * Looks nothing up yet.
     *
     * @param patience how long a call waits for an address
     * @param nanos a monotonic clock
     */
    HostAddress(Vertx vertx, String host, Duration patience, Resolver resolver, LongSupplier nanos) {
        this.vertx = vertx;
        this.host = host;
        this.patience = patience;
        this.resolver = resolver;
        this.nanos = nanos;
    }

    /** The address, at once where it is known, else on the caller's context; fails where there is none in time. */
    Uni<InetAddress> get() {
        return Uni.createFrom().deferred(this::knownOrAwaited);
    }

    private Uni<InetAddress> knownOrAwaited() {
        Optional<InetAddress> usable = usable();
        return usable.map(address -> Uni.createFrom().item(address)).orElseGet(this::awaited);
    }

    private synchronized Optional<InetAddress> usable() {
        if (isYounger(FRESH)) {
            return known.map(Known::address);
        }
        return Optional.of(lookup()).filter(again -> isYounger(USABLE)).flatMap(again -> known.map(Known::address));
    }

    private boolean isYounger(Duration age) {
        return known.filter(each -> nanos.getAsLong() - each.nanos() < age.toNanos())
                .isPresent();
    }

    private Uni<InetAddress> awaited() {
        Context caller = vertx.getOrCreateContext();
        return Uni.createFrom()
                .completionStage(lookup().copy())
                .ifNoItem()
                .after(patience)
                .failWith(() -> new TimeoutException("no address of " + host + " within " + patience))
                .emitOn(task -> caller.runOnContext(ignored -> task.run()));
    }

    /** The one lookup that is under way, or a new one, which may be over already. */
    private synchronized CompletableFuture<InetAddress> lookup() {
        return lookup.orElseGet(this::begin);
    }

    private CompletableFuture<InetAddress> begin() {
        CompletableFuture<InetAddress> begun = new CompletableFuture<>();
        lookup = Optional.of(begun);
        vertx.executeBlocking(() -> resolver.resolve(host), false)
                .onSuccess(address -> found(begun, address))
                .onFailure(error -> ended(begun, error));
        return begun;
    }

    private void found(CompletableFuture<InetAddress> begun, InetAddress address) {
        synchronized (this) {
            known = Optional.of(new Known(address, nanos.getAsLong()));
            lookup = Optional.empty();
        }
        begun.complete(address);
    }

    private void ended(CompletableFuture<InetAddress> begun, Throwable error) {
        synchronized (this) {
            lookup = Optional.empty();
        }
        begun.completeExceptionally(error);
    }
}
