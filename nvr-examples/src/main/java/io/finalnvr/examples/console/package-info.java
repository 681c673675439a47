/**
 * What commands share to talk with people: {@link io.finalnvr.examples.console.Console} with its
 * status line, {@link io.finalnvr.examples.console.Progress}, {@link
 * io.finalnvr.examples.console.Stop} for Ctrl-C, and the forms of results ({@link
 * io.finalnvr.examples.console.Texts}, {@link io.finalnvr.examples.console.Table}, {@link
 * io.finalnvr.examples.console.Json}).
 */
@NullMarked
package io.finalnvr.examples.console;

import org.jspecify.annotations.NullMarked;
