package dev.takeone.worker;

import dev.takeone.request.JobIds;
import dev.takeone.request.RequestReader;

/**
 * How records are read.
 *
 * @param ids names the jobs
 */
public record Requests(RequestReader reader, JobIds ids) {}
