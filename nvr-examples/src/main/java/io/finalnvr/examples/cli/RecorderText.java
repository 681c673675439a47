package io.finalnvr.examples.cli;

import io.finalnvr.Recorder;
import io.finalnvr.RecorderState;
import io.finalnvr.RecorderStatistics;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Texts;
import java.util.List;
import java.util.Map;

/** How recorders are told of. */
final class RecorderText {

  private RecorderText() {}

  /** One line for all of them. */
  static String status(List<Recorder> recorders) {
    long recording = recorders.stream().filter(r -> r.state() == RecorderState.RECORDING).count();
    long durable = 0;
    long bytes = 0;
    long inFlight = 0;
    long dropped = 0;
    for (Recorder recorder : recorders) {
      RecorderStatistics statistics = recorder.statistics();
      durable += statistics.framesDurable();
      bytes += statistics.bytesDurable();
      inFlight += statistics.bytesInFlight();
      dropped += statistics.framesDropped();
    }
    return "recording %d of %d, durable: %d frames, %s, in flight: %s, dropped: %d"
        .formatted(
            recording,
            recorders.size(),
            durable,
            Texts.bytes(bytes),
            Texts.bytes(inFlight),
            dropped);
  }

  static String summary(Recorder recorder) {
    RecorderStatistics statistics = recorder.statistics();
    return "%s: frames received %d, durable %d, dropped %d, %s, connections lost %d"
        .formatted(
            recorder.cameraId(),
            statistics.framesReceived(),
            statistics.framesDurable(),
            statistics.framesDropped(),
            Texts.bytes(statistics.bytesDurable()),
            statistics.connectionsLost());
  }

  static Map<String, Object> json(Recorder recorder) {
    RecorderStatistics statistics = recorder.statistics();
    return Json.object(
        "camera", recorder.cameraId(),
        "framesReceived", statistics.framesReceived(),
        "framesDurable", statistics.framesDurable(),
        "framesDropped", statistics.framesDropped(),
        "bytesReceived", statistics.bytesReceived(),
        "bytesDurable", statistics.bytesDurable(),
        "recordings", statistics.recordings(),
        "connectionsLost", statistics.connectionsLost(),
        "durableUntil", recorder.durableUntil());
  }
}
