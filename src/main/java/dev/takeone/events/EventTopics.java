package dev.takeone.events;

import dev.takeone.job.JobEvent;

/** The names of the topics that downstream consumers read. */
public record EventTopics(String submitted, String completed, String failed) {

    String of(JobEvent event) {
        return switch (event) {
            case JobEvent.Submitted _submitted -> submitted;
            case JobEvent.Completed _completed -> completed;
            case JobEvent.Failed _failed -> failed;
        };
    }
}
