package dev.takeone.config;

import dev.takeone.account.AccountLimits;
import dev.takeone.account.Ceilings;
import dev.takeone.account.Dollars;
import dev.takeone.events.CloudEvents;
import dev.takeone.job.Rules;
import dev.takeone.journal.clients.ClientSettings;
import dev.takeone.request.IdentityHeader;
import dev.takeone.request.PerRequest;
import dev.takeone.request.UnknownModels;
import dev.takeone.worker.SpendSettings;
import dev.takeone.worker.WorkerSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings as the parts take them, checked: a wrong value ends the start, and names its setting. */
public final class Limits {
    /** A POST whose intent took longer to commit than this is not written. */
    static final Duration WRITE_DEADLINE = Duration.ofSeconds(5);

    /** The part of the memory that requests may take which wait: as much again comes with the partitions of a worker that is gone. */
    private static final int MEMORY_FOR_WAITING = 8;

    /** For a connection to the provider. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** For a POST as a whole: the provider's own client waits as long. */
    public static final Duration POST_TIMEOUT = Duration.ofSeconds(45);

    /** For a status check as a whole, likewise. */
    public static final Duration CHECK_TIMEOUT = Duration.ofSeconds(15);

    /** What a broker takes as a topic's name (Kafka's {@code Topic.validate}). */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    /** A worker's row on the account board has a key of 300 characters at most, with what else is in it. */
    private static final int LONGEST_LIFE = 250;

    private static final int RANDOM_ID = 36;

    /** More is no topic that the account board could tell of. */
    private static final int MOST_PARTITIONS = 10_000;

    private static final double LEAST_WEIGHT = 0.001;
    private static final double MOST_WEIGHT = 1_000_000;

    private final Settings settings;

    public Limits(Settings settings) {
        this.settings = settings;
        positive("takeone.provider.requests-per-minute", settings.provider().requestsPerMinute());
        settings.provider().maxTasks().ifPresent(max -> positive("takeone.provider.max-tasks", max));
        weight(settings.account().weight());
        spend();
        positive("takeone.submission.max-open", settings.submission().maxOpen());
        positive("takeone.status.max-open", settings.status().maxOpen());
        positive("takeone.intake.max-waiting", settings.intake().maxWaiting());
        positive("takeone.intake.session-timeout", settings.intake().sessionTimeout());
        positive("takeone.topics.partitions", settings.topics().partitions());
        partitions(settings.topics().partitions());
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
        different();
        if (settings.group().isBlank()
                || !settings.group().equals(settings.group().strip())) {
            throw new ConfigurationException("takeone.group (TAKEONE_GROUP) is '" + settings.group()
                    + "'; name the consumer group, without spaces around it.");
        }
        life();
        identityHeader();
        eventsSource();
    }

    /** The source that events name: a URI reference. */
    public String eventsSource() {
        try {
            return CloudEvents.uriReference(settings.events().source());
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException("takeone.events.source (TAKEONE_EVENTS_SOURCE) is '"
                    + settings.events().source() + "'; write a URI reference without spaces, such as /takeone.");
        }
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
                settings.provider().requestsPerMinute(), settings.provider().maxTasks(), ceilings());
    }

    /**
     * What the worker goes by.
     *
     * @param refreshAfter the age at which a live row is written again
     */
    public WorkerSettings worker(Duration refreshAfter) {
        return new WorkerSettings(
                settings.intake().maxWaiting(),
                Runtime.getRuntime().maxMemory() / MEMORY_FOR_WAITING,
                settings.submission().maxOpen(),
                settings.status().maxOpen(),
                settings.status().interval(),
                settings.status().delay(),
                settings.status().firstCheck(),
                settings.journal().retention(),
                refreshAfter,
                WRITE_DEADLINE,
                WRITE_DEADLINE
                        .plus(POST_TIMEOUT)
                        .plus(WorkerSettings.WORD_WAITS)
                        .plus(ClientSettings.DELIVERY_TIMEOUT),
                new SpendSettings(ceilings(), perRequest()));
    }

    /** What one request may cost. */
    public PerRequest perRequest() {
        return new PerRequest(settings.spend().perRequest(), settings.spend().unpriced());
    }

    private Ceilings ceilings() {
        return new Ceilings(
                micros(settings.spend().perHour()), micros(settings.spend().perDay()));
    }

    /** Rounded down: a ceiling is never higher than it was told. */
    private static OptionalLong micros(Optional<BigDecimal> dollars) {
        return dollars.map(each -> OptionalLong.of(Dollars.micros(each.setScale(6, RoundingMode.FLOOR))))
                .orElse(OptionalLong.empty());
    }

    private void spend() {
        Settings.Spend spend = settings.spend();
        spend.perHour().ifPresent(most -> positive("takeone.spend.per-hour", most));
        spend.perDay().ifPresent(most -> positive("takeone.spend.per-day", most));
        spend.perRequest().ifPresent(most -> positive("takeone.spend.per-request", most));
        spend.unpriced().ifPresent(price -> positive("takeone.spend.unpriced", price));
    }

    /**
     * Whether everything that may be bought has a price, where a ceiling counts it.
     *
     * @param unpriced models of the catalogue without a price
     * @param unknown what becomes of models that the catalogue does not know
     */
    public void priced(List<String> unpriced, UnknownModels unknown) {
        Settings.Spend spend = settings.spend();
        boolean counts = spend.perHour().isPresent()
                || spend.perDay().isPresent()
                || spend.perRequest().isPresent();
        if (counts && spend.unpriced().isEmpty() && !unpriced.isEmpty()) {
            throw new ConfigurationException(
                    "There is a ceiling (takeone.spend), and the catalogue has no price for "
                            + String.join(", ", unpriced)
                            + ": add one, or set takeone.spend.unpriced (TAKEONE_SPEND_UNPRICED) to what such a request counts.");
        }
        if (counts && spend.unpriced().isEmpty() && unknown == UnknownModels.PASS_THROUGH) {
            throw new ConfigurationException(
                    "There is a ceiling (takeone.spend), and models that the catalogue does not"
                            + " know pass through without a price: set takeone.spend.unpriced (TAKEONE_SPEND_UNPRICED) to what"
                            + " such a request counts.");
        }
    }

    /** Nobody could read a row whose key is longer, and its worker would wait for a lease for ever. */
    private void life() {
        int length = settings.group().length()
                + settings.worker().id().map(String::length).orElse(RANDOM_ID);
        if (length > LONGEST_LIFE) {
            throw new ConfigurationException("takeone.group (TAKEONE_GROUP) and takeone.worker.id (TAKEONE_WORKER_ID; "
                    + RANDOM_ID + " characters where it is not set) have " + length + " characters together; shorten"
                    + " them to " + LONGEST_LIFE + " at most.");
        }
    }

    private static void weight(double weight) {
        if (!(weight >= LEAST_WEIGHT && weight <= MOST_WEIGHT)) {
            throw new ConfigurationException("takeone.account.weight (TAKEONE_ACCOUNT_WEIGHT) is " + weight
                    + "; set it to a number from 0.001 to 1000000.");
        }
    }

    private static void partitions(int count) {
        if (count > MOST_PARTITIONS) {
            throw new ConfigurationException("takeone.topics.partitions (TAKEONE_TOPICS_PARTITIONS) is " + count
                    + "; set it to " + MOST_PARTITIONS + " at most.");
        }
    }

    private static void positive(String setting, BigDecimal value) {
        if (value.signum() <= 0) {
            throw new ConfigurationException(
                    setting + " is " + value.toPlainString() + "; set it to US dollars above 0.");
        }
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

    /**
     * A worker that reads what it writes would never come to an end; and the console and the orders' command read endings in
     * the topics that have nothing else.
     */
    private void different() {
        Set<String> seen = new HashSet<>();
        CommandSettings.topics(settings)
                .all()
                .filter(name -> !seen.add(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ConfigurationException("The topic " + name
                            + " is named more than once: give each of takeone.topics.requests, submitted, completed,"
                            + " failed, jobs, receipts, commands, account and callbacks a topic of its own.");
                });
    }
}
