package dev.takeone.config;

import dev.takeone.account.AccountLimits;
import dev.takeone.job.Rules;
import dev.takeone.request.IdentityHeader;
import dev.takeone.worker.WorkerSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings as the parts take them, checked: a wrong value ends the start, and names its setting. */
public final class Limits {
    /** A POST whose intent took longer to commit than this is not written. */
    static final Duration WRITE_DEADLINE = Duration.ofSeconds(5);

    /** For a connection to the provider. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** For a POST as a whole: the provider's own client waits as long. */
    public static final Duration POST_TIMEOUT = Duration.ofSeconds(45);

    /** For a status check as a whole, likewise. */
    public static final Duration CHECK_TIMEOUT = Duration.ofSeconds(15);

    /** The journal's producer delivers a row within this, or never. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(10);

    /** What a broker takes as a topic's name (Kafka's {@code Topic.validate}). */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private final Settings settings;

    public Limits(Settings settings) {
        this.settings = settings;
        positive("takeone.provider.requests-per-minute", settings.provider().requestsPerMinute());
        settings.provider().maxTasks().ifPresent(max -> positive("takeone.provider.max-tasks", max));
        double weight = settings.account().weight();
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new ConfigurationException("takeone.account.weight is " + weight + "; set it to a number above 0.");
        }
        positive("takeone.submission.max-open", settings.submission().maxOpen());
        positive("takeone.status.max-open", settings.status().maxOpen());
        positive("takeone.intake.max-waiting", settings.intake().maxWaiting());
        positive("takeone.intake.session-timeout", settings.intake().sessionTimeout());
        positive("takeone.topics.partitions", settings.topics().partitions());
        positive("takeone.submission.replay-window", settings.submission().replayWindow());
        positive("takeone.submission.give-up-after", settings.submission().giveUpAfter());
        positive("takeone.job.deadline", settings.job().deadline());
        positive("takeone.journal.retention", settings.journal().retention());
        positive("takeone.status.interval", settings.status().interval());
        positive("takeone.status.delay", settings.status().delay());
        positive("takeone.status.output-patience", settings.status().outputPatience());
        settings.status().firstCheck().ifPresent(first -> positive("takeone.status.first-check", first));
        positive("takeone.shutdown.timeout", settings.shutdown().timeout());
        named(settings.topics());
        different(settings.topics());
        if (settings.group().isBlank()
                || !settings.group().equals(settings.group().strip())) {
            throw new ConfigurationException("takeone.group (TAKEONE_GROUP) is '" + settings.group()
                    + "'; name the consumer group, without spaces around it.");
        }
        identityHeader();
    }

    public IdentityHeader identityHeader() {
        try {
            return new IdentityHeader(settings.requests().identityHeader());
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException("takeone.requests.identity-header " + wrong.getMessage()
                    + "; name the header in which your senders put the request's identity.");
        }
    }

    public Rules rules() {
        return new Rules(
                settings.submission().inDoubt(),
                settings.submission().replayWindow(),
                settings.submission().giveUpAfter(),
                settings.job().deadline(),
                settings.status().outputPatience());
    }

    /** What the account allows, as far as this worker was told. */
    public AccountLimits account() {
        return new AccountLimits(
                settings.provider().requestsPerMinute(), settings.provider().maxTasks());
    }

    /**
     * What the worker goes by.
     *
     * @param refreshAfter the age at which a live row is written again
     */
    public WorkerSettings worker(Duration refreshAfter) {
        return new WorkerSettings(
                settings.intake().maxWaiting(),
                settings.submission().maxOpen(),
                settings.status().maxOpen(),
                settings.status().interval(),
                settings.status().delay(),
                settings.status().firstCheck(),
                settings.journal().retention(),
                refreshAfter,
                WRITE_DEADLINE,
                WRITE_DEADLINE.plus(POST_TIMEOUT).plus(DELIVERY_TIMEOUT));
    }

    private static void positive(String setting, int value) {
        if (value < 1) {
            throw new ConfigurationException(setting + " is " + value + "; set it to 1 or more.");
        }
    }

    private static void positive(String setting, Duration value) {
        if (!value.isPositive()) {
            throw new ConfigurationException(
                    setting + " is " + value.toSeconds() + " s; set it to a duration above zero, such as 30s or 2h.");
        }
    }

    /** The broker would refuse such a name again and again, and nobody sees the space at its end. */
    private static void named(Settings.Topics topics) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("requests", topics.requests());
        names.put("submitted", topics.submitted());
        names.put("completed", topics.completed());
        names.put("failed", topics.failed());
        names.put("jobs", topics.jobs());
        names.put("receipts", topics.receipts());
        names.put("commands", topics.commands());
        names.put("account", topics.account());
        names.put("callbacks", topics.callbacks());
        names.forEach((setting, name) -> {
            if (!TOPIC.matcher(name).matches()) {
                throw new ConfigurationException("takeone.topics." + setting + " (TAKEONE_TOPICS_"
                        + setting.toUpperCase(Locale.ROOT) + ") is '" + name + "', which is no name for a topic: use"
                        + " letters, digits, '.', '_' and '-', at most 249, and no space at either end.");
            }
        });
    }

    /** A worker that reads what it writes would never come to an end. */
    private static void different(Settings.Topics topics) {
        Set<String> seen = new HashSet<>();
        Stream.of(
                        topics.requests(),
                        topics.submitted(),
                        topics.completed(),
                        topics.failed(),
                        topics.jobs(),
                        topics.receipts(),
                        topics.commands(),
                        topics.account(),
                        topics.callbacks())
                .filter(name -> !seen.add(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ConfigurationException("The topic " + name
                            + " is named more than once: give each of takeone.topics.requests, submitted, completed,"
                            + " failed, jobs, receipts, commands, account and callbacks a topic of its own.");
                });
    }
}
