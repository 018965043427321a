/** Tests of the clients' settings and errors. */
@NullMarked
package dev.takeone.journal.clients;

import org.jspecify.annotations.NullMarked;
