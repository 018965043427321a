/**
 * What a user sets, and what of it ends a start: the settings, the limits that are made of them, the key and its file, the
 * times of a stop. {@link dev.takeone.config.Settings} has every setting, {@link
 * dev.takeone.config.Limits} what is made of them. Sees {@code worker} and all behind it, {@code events} and {@code secret};
 * seen by the root package and by the commands only.
 */
@NullMarked
package dev.takeone.config;

import org.jspecify.annotations.NullMarked;
