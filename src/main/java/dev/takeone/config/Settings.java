package dev.takeone.config;

import dev.takeone.job.Rules;
import dev.takeone.journal.clients.JournalSettings.OnMismatch;
import dev.takeone.request.UnknownModels;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every setting of Takeone's own, in one list, as they are looked up. Kafka's are the ordinary {@code kafka.*}, the port is
 * {@code quarkus.http.port}.
 */
@ConfigMapping(prefix = "takeone")
public interface Settings {

    /** What this process is: a `worker`, or the `console`, which serves people and buys nothing. */
    @WithConverter(RoleWord.class)
    @WithDefault("worker")
    Role role();

    /** The consumer group. The topics `jobs` and `receipts` belong to one group. */
    @WithDefault("takeone")
    String group();

    /** The topics. */
    Topics topics();

    /** The provider's account. */
    Provider provider();

    /** The account, which all groups share that name the same topic for it. */
    Account account();

    /** What may be spent. */
    Spend spend();

    /** The paid POST. */
    Submission submission();

    /** The status checks. */
    Status status();

    /** Where the provider calls when a task has ended. */
    Webhook webhook();

    /** A job as a whole. */
    Job job();

    /** The journal. */
    Journal journal();

    /** What a request is. */
    Requests requests();

    /** What comes in. */
    Intake intake();

    /** The model catalogue. */
    Models models();

    /** The events. */
    Events events();

    /** This replica. */
    Worker worker();

    /** The stop of a worker. */
    Shutdown shutdown();

    /** The console. */
    Console console();

    /** The topics. */
    interface Topics {
        /** Where upstream apps publish requests. */
        @WithDefault("video.requests")
        String requests();

        /** Where `submitted` events go. */
        @WithDefault("video.submitted")
        String submitted();

        /** Where `completed` events go. */
        @WithDefault("video.completed")
        String completed();

        /** Where `failed` events go. */
        @WithDefault("video.failed")
        String failed();

        /** The journal. */
        @WithDefault("video.jobs")
        String jobs();

        /** Answers that their worker could not journal, or not in time, for whoever has the job's partition. */
        @WithDefault("video.receipts")
        String receipts();

        /** What operators order. Groups of one account may share it. */
        @WithDefault("video.commands")
        String commands();

        /** Where the workers of one account meet, of all its groups, and deal out what it allows. */
        @WithDefault("video.account")
        String account();

        /** By which a call of the provider's comes to a job's owner; only where `takeone.webhook.url` is set. */
        @WithDefault("video.callbacks")
        String callbacks();

        /** How many partitions a missing topic is created with, 10000 at most. */
        @WithDefault("6")
        int partitions();

        /** Whether missing topics are created, with the broker's replication factor, and the workers' own grown with the requests topic. */
        @WithConverter(TrueOrFalse.class)
        @WithDefault("true")
        boolean create();
    }

    /** The provider's account. */
    interface Provider {
        /** The base URL; `/v1/...` is added. Another place may not know what was sent to this one. */
        @WithDefault("https://api.apimart.ai")
        String url();

        /**
         * The account's key. Required, unless `takeone.provider.api-key-file` is set. A repeat goes by the key of then, which
         * may not know what was sent under another.
         */
        Optional<String> apiKey();

        /** A file that holds the key, and nothing else but white space around it. Read again while the worker runs. */
        Optional<Path> apiKeyFile();

        /** The account's calls in any minute, over all replicas and groups, submissions and status checks together. */
        @WithDefault("500")
        int requestsPerMinute();

        /** The account's tasks in flight, over all replicas and groups. Without a value there is no limit. */
        Optional<Integer> maxTasks();

        /**
         * The version header that the provider's own client sends with its idempotency key; an empty value sends none. The
         * provider wants the same on every use of a key, and a repeat goes by what is set then.
         */
        @WithDefault("2026-07-27")
        Optional<String> responseVersion();

        /** The way out. */
        Proxy proxy();
    }

    /** The way out, where the provider is called through a proxy. */
    interface Proxy {
        /** A proxy that tunnels to the provider, `http://host:port`. Without a value: `HTTPS_PROXY` and `NO_PROXY`. */
        Optional<String> url();

        /** A file that holds what the proxy asks for, as `user:password`. Read at the start. */
        Optional<Path> credentialsFile();
    }

    /** The account, which all groups share that name the same topic for it. */
    interface Account {
        /**
         * This group's share beside other groups', where all have more work than the account carries; from 0.001 to 1000000.
         */
        @WithDefault("1")
        double weight();
    }

    /** What may be spent, in US dollars. */
    interface Spend {
        /** The most in any hour, over the whole account: a POST that would pass it waits. */
        Optional<BigDecimal> perHour();

        /** The most in any 24 h, likewise. */
        Optional<BigDecimal> perDay();

        /**
         * The most that one request's estimate may be; a dearer one ends as `too_expensive`, also where it waits already when a
         * worker with a lower limit takes its partition over: raise it at all workers at once.
         */
        Optional<BigDecimal> perRequest();

        /** What to count for a request whose model has no price in the catalogue. */
        Optional<BigDecimal> unpriced();
    }

    /** The paid POST. */
    interface Submission {
        /** A POST whose outcome is unknown: `replay` the same body under the same idempotency key, or `fail` the job. */
        @WithDefault("replay")
        Rules.InDoubt inDoubt();

        /** How long after the first POST its idempotency key is trusted; then the job is `submission_in_doubt`. */
        @WithDefault("1h")
        Duration replayWindow();

        /** How long a job may be provably not accepted, times in which the account is held aside. */
        @WithDefault("6h")
        Duration giveUpAfter();

        /** POSTs open at once, of this replica. */
        @WithDefault("64")
        int maxOpen();
    }

    /** The status checks. */
    interface Status {
        /** The least pause between two checks of a task. It widens by itself where the quota asks for that. */
        @WithDefault("5s")
        Duration interval();

        /** How late the end of a task may be noticed on average while the quota is used up. Less costs more checks. */
        @WithDefault("10s")
        Duration delay();

        /** The pause before a task's first check. Without a value: learned, else the provider's or the catalogue's. */
        Optional<Duration> firstCheck();

        /** How long a task may say that it is done, without an address and without a reason, before it is `no_output`. */
        @WithDefault("10m")
        Duration outputPatience();

        /** Checks open at once, of this replica. */
        @WithDefault("64")
        int maxOpen();
    }

    /** Where the provider calls when a task has ended. */
    interface Webhook {
        /** The public address of the workers' `/hooks`, on port 80 or 443. Without one nobody is called. */
        Optional<String> url();

        /** The file of the secret that seals addresses, 32 characters at least; a second line opens those of another. */
        Optional<Path> secretFile();

        /** Whether the address may be one that only this machine or network reaches, as in the demo. */
        @WithConverter(TrueOrFalse.class)
        @WithDefault("false")
        boolean allowPrivate();
    }

    /** A job as a whole. */
    interface Job {
        /** How long after its submission a task may say that it is not done. */
        @WithDefault("2h")
        Duration deadline();
    }

    /** The journal. */
    interface Journal {
        /** How long after its ending a request's identity is remembered. What it has cost is remembered for a day at least. */
        @WithDefault("24h")
        Duration retention();

        /** Topics and group offsets that do not fit together: `stop` the partition, or `adopt` what is there. */
        @WithDefault("stop")
        OnMismatch onMismatch();
    }

    /** What a request is. */
    interface Requests {
        /** The header that identifies a request which is no CloudEvent, in exact letter case; `id` for Debezium's outbox. */
        @WithDefault("request-id")
        String identityHeader();
    }

    /** What comes in. */
    interface Intake {
        /** Jobs that may wait for their submission in a worker, and take an eighth of its memory at most; the rest stays in the topic. */
        @WithDefault("1000")
        int maxWaiting();

        /** After which the group gives a silent worker's partitions to others; within what the broker allows. */
        @WithDefault("10s")
        Duration sessionTimeout();
    }

    /** The model catalogue. */
    interface Models {
        /** A request for a model that is not in the catalogue: `reject`, or `pass-through` unchecked. */
        @WithDefault("reject")
        UnknownModels unknown();

        /** A catalogue of your own instead of the built-in one. */
        Optional<Path> file();
    }

    /** The events. */
    interface Events {
        /** The CloudEvents `source`. */
        @WithDefault("/takeone")
        String source();
    }

    /** This replica. */
    interface Worker {
        /**
         * A name that no other running replica has. Without a value a random one of 36 characters; a stable one makes restarts
         * faster. With the group's name it may have 250 characters.
         */
        Optional<String> id();
    }

    /** The stop of a worker. */
    interface Shutdown {
        /** How long a stop may take: for open POSTs, the last transaction and leaving the group. */
        @WithDefault("60s")
        Duration timeout();
    }

    /** The console. */
    interface Console {
        /** Its users: a file with a line `name:viewer:hash` or `name:operator:hash` for each. Read again when it changes. */
        Optional<Path> usersFile();

        /** The addresses of the proxies that authenticate, as IP addresses or networks (`10.1.0.0/16`). Only they are believed. */
        Optional<List<String>> proxies();

        /** The header in which such a proxy names the user. */
        @WithDefault("X-Forwarded-User")
        String userHeader();

        /** The header in which such a proxy names the user's groups, with commas between them. */
        @WithDefault("X-Forwarded-Groups")
        String groupsHeader();

        /** The groups whose members may look. */
        @WithDefault("takeone-viewers")
        List<String> viewers();

        /** The groups whose members may also hold, withdraw and send again. */
        @WithDefault("takeone-operators")
        List<String> operators();

        /** How long after signing in a user signs in again. */
        @WithDefault("8h")
        Duration session();

        /** Whether a job's page shows its prompt. */
        @WithConverter(TrueOrFalse.class)
        @WithDefault("false")
        boolean prompts();
    }
}
