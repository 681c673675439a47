/**
 * Feeds analysers from the store, keeps what they find, and finds it again. See doc/analysis.md.
 *
 * <ul>
 *   <li>{@link io.finalnvr.core.analyze.CameraAnalysis}: the handle and its control thread; {@code
 *       Lane}, one for each analyser, with its {@code Mailbox} and its thread
 *   <li>{@code Planner}: which stretch is analysed next, into which {@code Run}; {@link
 *       io.finalnvr.core.analyze.Runs}: those there are
 *   <li>{@code ResultLog}, {@code ResultRecord}, {@code ResultJson}: what is in a run's log
 *   <li>{@code EventFold}: events of detections
 *   <li>{@link io.finalnvr.core.analyze.ResultSearch}: reading
 * </ul>
 */
@NullMarked
package io.finalnvr.core.analyze;

import org.jspecify.annotations.NullMarked;
