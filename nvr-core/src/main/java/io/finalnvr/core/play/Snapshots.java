package io.finalnvr.core.play;

import io.finalnvr.MediaException;
import io.finalnvr.SeekMode;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.core.Clocks;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.MediaDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes pictures from footage. */
public final class Snapshots {

  private static final Duration SLICE = Duration.ofMillis(100);

  /** About 2 s: how long a frame may be on its way to the store. */
  private static final int PATIENCE = 20;

  private Snapshots() {}

  /**
   * The picture shown at an instant. Where that is now, waits up to 2 s for the footage to reach
   * it. Blocks on the store.
   *
   * @throws MediaException NO_FOOTAGE, naming what there is, when nothing was shown at the instant;
   *     UNDECODABLE
   */
  public static Picture take(
      String cameraId,
      FrameLog footage,
      SnapshotRequest request,
      MediaDecoder decoder,
      GapFinder gaps,
      Clocks clocks) {
    Instant at = request.at();
    Located where = locate(footage, at, clocks);
    if (where instanceof Located.InGap gap) {
      throw MissingFootage.at(cameraId, at, new GapWatch(gaps).describe(gap));
    }
    if (!(where instanceof Located.Found)) {
      throw MissingFootage.in(cameraId, "at " + at, footage);
    }
    List<EncodedFrame> frames = frames(footage, where.position(), at);
    if (frames.isEmpty()) {
      throw MissingFootage.in(cameraId, "with a picture at " + at, footage);
    }
    return decoder.picture(frames, request);
  }

  private static Located locate(FrameLog footage, Instant at, Clocks clocks) {
    Locator locator = new Locator(footage, () -> false);
    Located where = locator.locate(at, SeekMode.EXACT);
    if (!isNow(at, clocks.instant())) {
      return where;
    }
    int idle = 0;
    while (idle < PATIENCE
        && (where instanceof Located.AfterNewest || where instanceof Located.Nothing)) {
      try (FrameLogReader reader = footage.openReader(where.position())) {
        idle += reader.read(SLICE).isEmpty() ? 1 : 0;
      }
      where = locator.locate(at, SeekMode.EXACT);
    }
    return where;
  }

  private static boolean isNow(Instant at, Instant now) {
    return Duration.between(at, now).abs().compareTo(SLICE.multipliedBy(PATIENCE)) <= 0;
  }

  /** From the key frame to the one shown at the instant, without what it does not need. */
  private static List<EncodedFrame> frames(FrameLog footage, long position, Instant at) {
    List<EncodedFrame> frames = new ArrayList<>();
    @Nullable EncodedFrame shown = null;
    int needed = 0;
    long tail = footage.tail();
    try (FootageReader reader = FootageReader.open(footage, position)) {
      for (Optional<FootageRecord> record = reader.readBefore(tail, () -> false);
          record.isPresent() && !record.get().isPast(at.plusNanos(1));
          record = reader.readBefore(tail, () -> false)) {
        for (EncodedFrame frame : record.get().frames()) {
          if (!FootageRecord.isVideo(frame) || !sameTrack(frames, frame)) {
            continue;
          }
          frames.add(frame);
          if (!frame.time().isAfter(at) && (shown == null || frame.time().isAfter(shown.time()))) {
            shown = frame;
            needed = frames.size();
          }
        }
      }
    }
    return frames.subList(0, needed);
  }

  private static boolean sameTrack(List<EncodedFrame> frames, EncodedFrame frame) {
    return frames.isEmpty() || frames.get(0).track().id() == frame.track().id();
  }
}
