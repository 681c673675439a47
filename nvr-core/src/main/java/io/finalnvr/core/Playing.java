package io.finalnvr.core;

import io.finalnvr.Export;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.TimeRange;
import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.media.FragmentSink;
import io.finalnvr.media.FrameSink;
import io.finalnvr.media.Picture;
import io.finalnvr.spi.MediaDecoderProvider;
import java.nio.file.Path;
import java.util.Optional;

final class Playing {
  Playing(Clocks clocks, Optional<MediaDecoderProvider> decoder) {}

  Player play(String cameraId, CameraFootage footage, Playback playback, FrameSink sink) {
    throw new UnsupportedOperationException();
  }

  Player playFragments(
      String cameraId, CameraFootage footage, Playback playback, FragmentSink sink) {
    throw new UnsupportedOperationException();
  }

  Export export(String cameraId, CameraFootage footage, TimeRange range, Path file) {
    throw new UnsupportedOperationException();
  }

  Picture snapshot(String cameraId, CameraFootage footage, SnapshotRequest request) {
    throw new UnsupportedOperationException();
  }

  void closeAll(String cameraId) {}

  void close() {}
}
