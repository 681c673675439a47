/** A store that keeps everything in memory: for tests, trials, and what need not last. */
@NullMarked
package io.finalnvr.core.memory;

import org.jspecify.annotations.NullMarked;
