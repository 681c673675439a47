package io.finalnvr.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one analyser has done since its analysis was started; interrupted ones before do not count.
 *
 * @param analyzed pictures whose results are durable
 * @param skipped pictures that came while a live analyser was busy, and gave way to newer ones
 * @param undecodable frames of which there was no picture
 * @param detections what was seen in the pictures analysed
 * @param events those that have begun
 * @param failures how often the analyser threw
 * @param failed pictures that were given up after the analyser had thrown again and again
 * @param analyzedUntil the instant up to which results are durable, those of earlier runs included
 * @param delay from the instant of a picture to its durable result, of the newest
 */
public record AnalysisStatistics(
    long analyzed,
    long skipped,
    long undecodable,
    long detections,
    long events,
    long failures,
    long failed,
    Optional<Instant> analyzedUntil,
    Optional<Duration> delay) {}
