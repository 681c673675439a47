package io.finalnvr.core.play;

import io.finalnvr.Export.ExportResult;
import io.finalnvr.ExportRequest;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.mp4.FragmentCounter;
import io.finalnvr.core.mp4.PartFile;
import io.finalnvr.media.TrackKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Copies a virtual file into one that is not. Runs once; cancelled by its attempts. */
final class FragmentedJob implements ExportWork {

  private static final int BLOCK = 1 << 20;

  private final ExportRequest request;
  private final List<CameraLog> cameras;
  private final Path file;
  private final Attempts attempts;
  private final Clocks clocks;
  private volatile double progress;

  FragmentedJob(
      ExportRequest request, List<CameraLog> cameras, Path file, Attempts attempts, Clocks clocks) {
    this.request = request;
    this.cameras = cameras;
    this.file = file;
    this.attempts = attempts;
    this.clocks = clocks;
  }

  @Override
  public double progress() {
    return progress;
  }

  @Override
  public ExportResult run() throws InterruptedException {
    try (FragmentedFile from = FragmentedFile.open(request, cameras, attempts, clocks, () -> {});
        PartFile to = PartFile.open(file, request.overwrite())) {
      FragmentCounter counter = new FragmentCounter();
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
      while (from.read(to.size(), block.clear()) >= 0) {
        if (attempts.isCancelled()) {
          throw new CancellationException();
        }
        counter.take(block.flip());
        to.append(block);
        progress = Math.min(0.99, (double) to.size() / from.length());
      }
      long bytes = to.commit();
      progress = 1;
      return new ExportResult(
          file,
          from.range(),
          frames(from, counter, TrackKind.VIDEO),
          frames(from, counter, TrackKind.AUDIO),
          bytes,
          from.gaps());
    }
  }

  private static long frames(FragmentedFile file, FragmentCounter counter, TrackKind kind) {
    return file.tracks().stream()
        .filter(track -> track.kind() == kind)
        .mapToLong(track -> counter.fragments(track.id()))
        .sum();
  }
}
