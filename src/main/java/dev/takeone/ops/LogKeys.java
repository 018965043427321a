package dev.takeone.ops;

import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.logs.OneLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * What a line is about. In text the keys follow the message; in JSON each is a field of its own. There are no others than
 * these, and none holds what a sender wrote but for the request's id.
 */
final class LogKeys {
    private static final Logger LOG = Logger.getLogger("dev.takeone");

    private final Map<String, Object> values = new LinkedHashMap<>();

    static LogKeys of(Job job) {
        return new LogKeys()
                .with("requestId", job.identity().id())
                .job(job.id())
                .with("partition", job.origin().partition());
    }

    static LogKeys of(String jobId) {
        return new LogKeys().job(jobId);
    }

    static LogKeys of(JobState state) {
        LogKeys keys = of(state.job());
        return switch (state) {
            case JobState.Accepted accepted -> accepted.posts() == 0 ? keys : keys.attempt(accepted.posts());
            case JobState.Submitting submitting -> keys.attempt(submitting.attempt());
            case JobState.Submitted submitted -> keys.tasks(submitted.taskIds());
            case JobState.Completed _over -> keys;
            case JobState.Failed failed ->
                keys.with("charged", failed.charge().charged().label());
        };
    }

    private LogKeys job(String id) {
        return with("jobId", id);
    }

    LogKeys attempt(int attempt) {
        return with("attempt", attempt);
    }

    LogKeys tasks(List<String> ids) {
        return with("taskId", String.join(",", ids));
    }

    LogKeys offset(long offset) {
        return with("offset", offset);
    }

    LogKeys reason(String reason) {
        return with("reason", reason);
    }

    private LogKeys with(String key, Object value) {
        values.put(key, value instanceof String text ? OneLine.of(text) : value);
        return this;
    }

    /** Writes the line; {@code message} says what has happened, without particulars. */
    void log(Logger.Level level, String message) {
        if (!LOG.isEnabled(level)) {
            return;
        }
        String particulars = values.entrySet().stream()
                .filter(value -> !value.getKey().equals("reason"))
                .map(value -> " " + value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining());
        values.forEach(MDC::put);
        try {
            LOG.log(level, message + particulars);
        } finally {
            values.keySet().forEach(MDC::remove);
        }
    }
}
