/** How foreign text is said in a line of the log. Sees nothing of the house; whoever tells of such text sees it. */
@NullMarked
package dev.takeone.logs;

import org.jspecify.annotations.NullMarked;
