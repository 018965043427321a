package dev.takeone.worker;

import dev.takeone.request.JobIds;
import dev.takeone.request.RequestReader;
import dev.takeone.request.catalogue.ModelCatalogue;

/**
 * How records are read.
 *
 * @param ids names the jobs
 * @param catalogue knows when to ask for a model's tasks first
 */
public record Requests(RequestReader reader, JobIds ids, ModelCatalogue catalogue) {}
