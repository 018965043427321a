/** How much of the account is used where the work is unevenly spread, and how lanes part it. */
@NullMarked
package dev.takeone.bench.account;

import org.jspecify.annotations.NullMarked;
