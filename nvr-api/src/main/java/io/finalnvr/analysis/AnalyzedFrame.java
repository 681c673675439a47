package io.finalnvr.analysis;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What an analyser has found in one picture. An immutable value.
 *
 * @param cameraId the camera
 * @param analyzer name of the analyser
 * @param time of the picture, on the timeline
 * @param detections what is to be seen; not empty where it comes from the store
 */
public record AnalyzedFrame(
    String cameraId, String analyzer, Instant time, List<Detection> detections) {

  /** Checks the arguments and copies the list. */
  public AnalyzedFrame {
    Objects.requireNonNull(cameraId, "cameraId");
    Objects.requireNonNull(analyzer, "analyzer");
    Objects.requireNonNull(time, "time");
    detections = List.copyOf(detections);
  }
}
