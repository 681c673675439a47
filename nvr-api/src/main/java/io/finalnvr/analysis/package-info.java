/**
 * Analysis of video, live and recorded.
 *
 * <ul>
 *   <li>{@link io.finalnvr.analysis.FrameAnalyzer} looks at pictures and returns {@link
 *       io.finalnvr.analysis.Detection}s: write one, or take {@link
 *       io.finalnvr.Nvr#motionDetector}, which {@link io.finalnvr.analysis.MotionSettings} and
 *       {@link io.finalnvr.analysis.Zone}s describe
 *   <li>{@link io.finalnvr.analysis.AnalysisRequest} says what is to be analysed, by which
 *       analysers, and what for; {@link io.finalnvr.Nvr#analyze} starts it
 *   <li>{@link io.finalnvr.analysis.Analysis} is the handle of one that runs: {@link
 *       io.finalnvr.analysis.AnalysisState}, {@link io.finalnvr.analysis.AnalysisStatistics}
 *   <li>{@link io.finalnvr.analysis.AnalyzedFrame} is what was found in one picture; what went on
 *       for a while is an {@link io.finalnvr.Event}, see {@link io.finalnvr.Nvr#events}
 * </ul>
 */
@NullMarked
package io.finalnvr.analysis;

import org.jspecify.annotations.NullMarked;
