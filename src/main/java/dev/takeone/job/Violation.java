package dev.takeone.job;

/**
 * One thing that is wrong with a request. Never holds a value of the request, only names and rules.
 *
 * @param field the field's name or path, or the record's part ({@code value}, {@code key}, a header)
 * @param code a word for machines, such as {@code required} or {@code unknown_field}
 * @param message a sentence for people: what is wrong, and the mend
 */
public record Violation(String field, String code, String message) {}
