package dev.takeone.journal.write;

import dev.takeone.journal.Entry;

/**
 * An entry on its way.
 *
 * @param ticket when it came
 * @param under the tenure of its partition that it was taken under
 */
record Taken(Ticket ticket, Tenure.Beginning under, Entry entry) {}
