/** The picture, and jobs to make one of. */
@NullMarked
package dev.takeone.console.picture;

import org.jspecify.annotations.NullMarked;
