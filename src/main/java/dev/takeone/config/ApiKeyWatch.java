package dev.takeone.config;

import dev.takeone.provider.AccountKey;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Reads the file of the API key again and again, on a thread of its own, so that a new key needs no restart. The content
 * is compared, and nothing else: a mounted secret changes by the swap of a link, and a file's time may stay as it is.
 */
public final class ApiKeyWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ApiKeyWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Settings.Provider settings;
    private final AccountKey key;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Seen last;
    private Seen settled;

    /** What the file holds. */
    private sealed interface Seen {
        record Usable(String key) implements Seen {
            @Override
            public String toString() {
                return "a key";
            }
        }

        record Unusable(String why) implements Seen {}
    }

    /**
     * Reads the key for the first time.
     *
     * @throws ConfigurationException where there is none, with the settings to mend
     */
    public ApiKeyWatch(Settings.Provider settings) {
        String first = ApiKey.read(settings);
        this.settings = settings;
        this.key = new AccountKey(first);
        this.last = new Seen.Usable(first);
        this.settled = last;
    }

    /** The key as calls take it. */
    public AccountKey key() {
        return key;
    }

    /**
     * Begins to look; there is nothing to look at where the key is a setting itself. To be called once.
     *
     * @param onError is run where the thread ends by an error: a key that is exchanged later would not be read
     */
    public void start(Runnable onError) {
        if (settings.apiKeyFile().isPresent()) {
            Thread thread = new Thread(() -> run(onError), "takeone-api-key");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }

    /** Looks once. What is found counts when it is found twice: the file may be half written. */
    void look() {
        Seen found = read();
        boolean twice = found.equals(last);
        last = found;
        if (twice && !found.equals(settled)) {
            settled = found;
            settle(found);
        }
    }

    private void settle(Seen found) {
        switch (found) {
            case Seen.Usable usable -> {
                key.exchange(usable.key());
                LOG.info("The API key has been read again from takeone.provider.api-key-file, and is used from now on");
            }
            case Seen.Unusable unusable -> LOG.warnf("The API key that was read last stays in use. %s", unusable.why());
        }
    }

    private Seen read() {
        try {
            return new Seen.Usable(ApiKey.read(settings));
        } catch (ConfigurationException unusable) {
            return new Seen.Unusable(Optional.ofNullable(unusable.getMessage()).orElse(""));
        }
    }

    private void run(Runnable onError) {
        try {
            while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException end) {
            LOG.debug("The watch on the API key was ended while it waited");
        } catch (Throwable bug) {
            LOG.error("The watch on the API key has met an error that it does not know; the worker ends", bug);
            onError.run();
        }
    }
}
