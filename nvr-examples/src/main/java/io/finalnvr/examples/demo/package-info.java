/**
 * What {@code nvr demo} does: {@link io.finalnvr.examples.demo.Demo} runs it, {@link
 * io.finalnvr.examples.demo.FrameLedger} books what becomes of every frame, and {@link
 * io.finalnvr.examples.demo.DemoSummary} tells.
 */
@NullMarked
package io.finalnvr.examples.demo;

import org.jspecify.annotations.NullMarked;
