package io.finalnvr.core.analyze;

import java.time.Instant;
import java.util.Optional;

/**
 * One stretch of a camera's footage that was, is or will be analysed without a hole, into a log of
 * its own.
 *
 * @param log name of the log
 * @param cameraId the camera
 * @param analyzer name of the analyser
 * @param from where it begins
 * @param until where it is to end; empty for a live one
 * @param version of its entry in the store
 */
record Run(
    String log,
    String cameraId,
    String analyzer,
    Instant from,
    Optional<Instant> until,
    long version) {

  boolean isLive() {
    return until.isEmpty();
  }
}
