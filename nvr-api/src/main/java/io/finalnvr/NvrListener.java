package io.finalnvr;

import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisState;

/**
 * Is told what happens while cameras record. Calls come one at a time, in order, on a thread of the
 * listeners' own; a slow listener delays other listeners, never the recording.
 */
public interface NvrListener {

  /** The state of a camera has changed; where it is waiting, {@link Camera#failure()} says why. */
  default void onCameraState(Camera camera, CameraState state) {}

  /** The state of a recorder has changed; {@link Recorder#reason()} says why. */
  default void onRecorderState(Recorder recorder, RecorderState state) {}

  /** A gap was entered into the camera's loss ledger. */
  default void onGap(String cameraId, Gap gap) {}

  /** The state of an analysis has changed; {@link Analysis#reason()} says why. */
  default void onAnalysisState(Analysis analysis, AnalysisState state) {}
}
