package dev.takeone.console.web;

import dev.takeone.console.access.AccessSettings;

/**
 * What the pages are told from outside.
 *
 * @param access who may see them
 * @param group the consumer group whose jobs are shown
 */
public record WebSettings(AccessSettings access, String group) {}
