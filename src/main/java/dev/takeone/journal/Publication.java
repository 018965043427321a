package dev.takeone.journal;

import dev.takeone.job.Bytes;
import java.util.Map;

/**
 * An event on its way to its topic.
 *
 * @param value the JSON to write, in UTF-8
 * @param headers names and UTF-8 values, in order
 */
public record Publication(String topic, Bytes key, Map<String, String> headers, String value) {}
