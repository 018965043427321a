package dev.takeone.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the simulator can be told to do wrong, or merely differently: the whole vocabulary.
 *
 * <p>Asked for in either of two ways:
 *
 * <ul>
 *   <li>inside a prompt, since the prompt is what reaches the provider: {@code [sim:WORD]}, {@code [sim:WORD=TIMES]} or
 *       {@code [sim:WORD=TIMES:PARAMETER]}, {@code TIMES} being a number or {@code always}; for a {@link Trait}, which
 *       lasts, {@code [sim:WORD=PARAMETER]}. Several in one prompt come one after the other, in their order. An unknown
 *       word is refused with 400: a typo must not turn a test green;
 *   <li>for whatever comes next: {@link Simulator#next} or {@code POST /sim/faults}. These go before the prompts' own.
 * </ul>
 *
 * The help texts are the documentation; {@code GET /sim/faults} prints them.
 */
public sealed interface Fault {
    /** As a number of times: without end. */
    int ALWAYS = Integer.MAX_VALUE;

    /** The constant's name. */
    String name();

    /** What it does, and what its parameter means where it has one. */
    String help();

    /** The parameter where none is given. */
    int parameter();

    /** The name as it stands in a directive: {@code cut-after-accept}. */
    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The whole vocabulary. */
    static List<Fault> all() {
        return Stream.<Fault[]>of(Refusal.values(), Loss.values(), Check.values(), Trait.values())
                .flatMap(Stream::of)
                .toList();
    }

    /** The fault of that word; empty where there is none. */
    static Optional<Fault> of(String word) {
        return all().stream().filter(fault -> fault.word().equals(word)).findFirst();
    }

    /** What can happen to one POST. */
    sealed interface Post extends Fault {}

    /** The POST is not accepted: no task, no charge, and the idempotency key stays unused. */
    enum Refusal implements Post {
        REFUSE("400 invalid_request_error", 0),
        BAD_KEY("401 authentication_error", 0),
        NO_BALANCE("402 payment_required", 0),
        REFUSE_ECHO("400 in the envelope, whose message repeats the key and the body that were sent", 0),
        BAD_KEY_ECHO("401 in the envelope, whose message repeats the key and the body that were sent", 0),
        SERVER_ERROR_ECHO("500 in the envelope, whose message repeats the key and the body that were sent", 0),
        FORBIDDEN("403 permission_error, in the envelope", 0),
        EDGE_403("403 with an edge's HTML page", 0),
        EDGE_404("404 with an edge's HTML page", 0),
        CONFLICT("409 conflict_error, in the envelope", 0),
        TIMEOUT_408("408 in the envelope", 0),
        SENSITIVE("422 in the envelope: sensitive content, not billed", 0),
        THROTTLE("429 rate_limit_error; parameter: seconds of Retry-After, 0 for no such header", 1),
        SERVER_ERROR("500 server_error, nothing accepted", 0),
        BUILD_FAILED("500 whose message starts with build_request_failed: refused for good", 0),
        HTML_502("502 with an HTML page, nothing accepted", 0),
        UNAVAILABLE("503 in the envelope; parameter: seconds of Retry-After, 0 for no such header", 1),
        KEYS_AWAY("503 idempotency_unavailable: nothing was executed", 0),
        UNAVAILABLE_HTML("503 with an HTML page, no Retry-After", 0),
        GATEWAY_TIMEOUT("504 with an HTML page, nothing accepted", 0),
        BODY_402("200 whose body is {\"code\":402,\"message\":..}", 0),
        REDIRECT("307 to the same place; a client that follows it is charged there", 0),
        CUT_BEFORE_ACCEPT("the connection is closed, nothing accepted", 0),
        RESET_BEFORE_ACCEPT("the connection is reset, nothing accepted", 0),
        SILENT_BEFORE_ACCEPT("no answer ever, nothing accepted", 0);

        private final String help;
        private final int parameter;

        Refusal(String help, int parameter) {
            this.help = help;
            this.parameter = parameter;
        }

        @Override
        public String help() {
            return help;
        }

        @Override
        public int parameter() {
            return parameter;
        }
    }

    /** The POST is accepted and charged (or recognised by its key), and its answer is lost, late or unreadable. */
    enum Loss implements Post {
        CUT_AFTER_ACCEPT("charged, then the connection is closed without an answer", 0),
        RESET_AFTER_ACCEPT("charged, then the connection is reset without an answer", 0),
        HALF_ANSWER("charged, then half of the answer and the connection is closed", 0),
        SILENT_AFTER_ACCEPT("charged, then no answer ever", 0),
        SLOW_ANSWER("charged, and answered late; parameter: milliseconds", 1000),
        NO_ID("charged, and answered with 200 and no task id", 0),
        GARBAGE("charged, and answered with 200 and something that is not JSON", 0),
        SERVER_ERROR_AFTER_ACCEPT("charged, and answered with 500 server_error", 0),
        HTML_502_AFTER_ACCEPT("charged, and answered with 502 and an HTML page", 0),
        UNAVAILABLE_AFTER_ACCEPT(
                "charged, and answered with 503 in the envelope; parameter: seconds of Retry-After, 0 for no such header",
                1),
        IN_PROGRESS("charged, and answered with 409 idempotency_in_progress; parameter: seconds of Retry-After", 1),
        INDETERMINATE("charged, and answered with 409 idempotency_result_indeterminate", 0),
        SPOILED_ANSWER("charged, and answered with a raw newline and NaN beside the task id", 0);

        private final String help;
        private final int parameter;

        Loss(String help, int parameter) {
            this.help = help;
            this.parameter = parameter;
        }

        @Override
        public String help() {
            return help;
        }

        @Override
        public int parameter() {
            return parameter;
        }
    }

    /** What can happen to one status check; the task itself goes on unharmed. */
    enum Check implements Fault {
        MYSTERY("status is the unknown word mystery", 0),
        NO_STATUS("status is missing", 0),
        NOT_FOUND("404, as if the task were unknown", 0),
        GONE("410, as if the task had expired", 0),
        NOT_EXIST("400 with a task_not_exist code, as gateways of this family answer", 0),
        EARLY_FAILURE("status failed, although the task goes on and completes", 0),
        CHECK_GARBAGE("200 and something that is not JSON", 0),
        CHECK_BAD_KEY("401 authentication_error", 0),
        CHECK_NO_BALANCE("402 payment_required", 0),
        CHECK_EDGE_403("403 with an edge's HTML page", 0),
        CHECK_THROTTLE("429 rate_limit_error; parameter: seconds of Retry-After, 0 for no such header", 1),
        CHECK_SERVER_ERROR("500 server_error", 0),
        CHECK_502("502 with an HTML page", 0),
        CHECK_UNAVAILABLE("503 in the envelope; parameter: seconds of Retry-After, 0 for no such header", 1),
        CHECK_CUT("the connection is closed without an answer", 0),
        CHECK_HALF("half of the answer, and the connection is closed", 0),
        CHECK_SILENT("no answer ever", 0),
        CHECK_SLOW("answered late; parameter: milliseconds", 1000);

        private final String help;
        private final int parameter;

        Check(String help, int parameter) {
            this.help = help;
            this.parameter = parameter;
        }

        @Override
        public String help() {
            return help;
        }

        @Override
        public int parameter() {
            return parameter;
        }
    }

    /** How an accepted request and its tasks are, for as long as they live. */
    enum Trait implements Fault {
        FAILS("the task ends as failed, with an error in it; the charge is refunded", 0),
        FAILS_CHARGED("the task ends as failed, and names its cost; the charge stays", 0),
        CANCELLED("the task ends as cancelled", 0),
        NO_URL("the task completes with no video: a safety filter, its reason in error_message", 0),
        EMPTY_URL("the task completes with a video whose list of URLs is empty", 0),
        LATE_URL("the task completes, and its videos come later; parameter: seconds", 30),
        NEVER_ENDS("the task stays processing", 0),
        DONE_AT_CHECK("the task stays processing until it is asked for; parameter: the check that finds it done", 2),
        SECONDS("the task takes that long; parameter: seconds", 30),
        URL_STRING("url is one string instead of a list", 0),
        URL_RELATIVE("url is a path that starts with /f/", 0),
        OTHER_WORDS("statuses in the other vocabulary: queued, in_progress, succeeded, failure, canceled", 0),
        SEVERAL_IDS("one charge makes several tasks; parameter: how many", 2),
        ESTIMATED_TIME("the submission's answer carries estimated_time; parameter: seconds", 300),
        OLD_SHAPE("answered in the shape of the older page: one object with task_info", 0),
        EXT_SHAPE("answered with body code 202 and poll_url", 0),
        AT_ONCE("the task is done at once, and the answer says so (generation.result)", 0),
        CALLBACK_LOST("the webhook is never called", 0),
        CALLBACK_LATE("the webhook is called late; parameter: milliseconds", 1000),
        CALLBACK_TWICE("the webhook is called twice, whatever it answers", 0),
        CALLBACK_FORGED("the webhook is called before the submission's answer too, to say that the task has failed", 0);

        private final String help;
        private final int parameter;

        Trait(String help, int parameter) {
            this.help = help;
            this.parameter = parameter;
        }

        @Override
        public String help() {
            return help;
        }

        @Override
        public int parameter() {
            return parameter;
        }
    }
}
