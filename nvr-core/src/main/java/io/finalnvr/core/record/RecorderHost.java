package io.finalnvr.core.record;

import io.finalnvr.CameraFailure;
import io.finalnvr.CameraState;
import io.finalnvr.CameraStream;
import io.finalnvr.Gap;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderState;
import io.finalnvr.media.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a recorder tells the engine. Calls come from its threads and must return quickly. */
public interface RecorderHost {

  /** The connection to the camera has another state. */
  void onCameraState(CameraState state, @Nullable CameraFailure failure);

  /** The camera has announced tracks. */
  void onTracks(List<Track> tracks);

  /** The recorder has another state. */
  void onRecorderState(Recorder recorder, RecorderState state);

  /** A gap was entered into the ledger of a stream. */
  void onGap(CameraStream stream, Gap gap);

  /** The recorder is closed. */
  void onClosed(Recorder recorder);
}
