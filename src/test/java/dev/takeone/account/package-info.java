/** Tests of the account board, and a simulation of many workers at it. */
@NullMarked
package dev.takeone.account;

import org.jspecify.annotations.NullMarked;
