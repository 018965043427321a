/** Tests of the whole journal against a real broker. */
@NullMarked
package dev.takeone.journal.kafka;

import org.jspecify.annotations.NullMarked;
