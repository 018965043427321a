package dev.takeone.console.web;

/**
 * What came of an action, to be shown on the next page.
 *
 * @param by whom it is for
 * @param good whether it was done
 */
record Notice(String by, String text, boolean good) {}
