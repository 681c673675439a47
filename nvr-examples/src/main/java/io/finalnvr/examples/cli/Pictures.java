package io.finalnvr.examples.cli;

import io.finalnvr.MediaException;
import io.finalnvr.Nvr;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.media.Picture;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Takes pictures and writes them. */
final class Pictures {

  private Pictures() {}

  /** An instant after the newest footage means the newest picture. */
  static Picture take(Nvr nvr, String camera, SnapshotRequest request) {
    Instant newest =
        nvr.timeline(camera, request.stream())
            .range()
            .map(range -> range.end().minusMillis(1))
            .filter(end -> end.isBefore(request.at()))
            .orElse(request.at());
    return nvr.snapshot(
        camera,
        new SnapshotRequest(
            newest,
            request.format(),
            request.size(),
            request.quality(),
            request.nearestKey(),
            request.stream()));
  }

  static void write(Picture picture, Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(picture.data());
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.OUTPUT, "can't write the picture " + file + ": " + e, e);
    }
  }
}
