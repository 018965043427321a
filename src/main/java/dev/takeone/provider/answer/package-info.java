/**
 * What the provider's answers mean; pure.
 *
 * <p>{@link dev.takeone.provider.answer.SubmitClassifier} and {@link dev.takeone.provider.answer.StatusClassifier} hold the
 * table from answers to outcomes, and are where to begin.
 */
@NullMarked
package dev.takeone.provider.answer;

import org.jspecify.annotations.NullMarked;
