/** How a secret is read from the file that a setting names. Sees nothing of the house; whoever takes a secret sees it. */
@NullMarked
package dev.takeone.secret;

import org.jspecify.annotations.NullMarked;
