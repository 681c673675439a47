/**
 * The {@code nvr} command: one class for each of its commands, {@code ...Option} for what several
 * of them share, and {@link io.finalnvr.examples.cli.Cli} that puts them together.
 */
@NullMarked
package io.finalnvr.examples.cli;

import org.jspecify.annotations.NullMarked;
