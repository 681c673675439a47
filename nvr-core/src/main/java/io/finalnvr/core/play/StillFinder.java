package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.SeekMode;
import io.finalnvr.core.Clocks;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the frames that make the picture of an instant. Blocks on the store. */
final class StillFinder {

  private static final Duration SLICE = Duration.ofMillis(100);

  /** About 2 s: how long a frame may be on its way to the store. */
  private static final int PATIENCE = 20;

  private final String cameraId;
  private final FrameLog footage;
  private final GapFinder gaps;
  private final Clocks clocks;

  StillFinder(String cameraId, FrameLog footage, GapFinder gaps, Clocks clocks) {
    this.cameraId = cameraId;
    this.footage = footage;
    this.gaps = gaps;
    this.clocks = clocks;
  }

  /**
   * What is shown at an instant. Where that is now, waits up to 2 s for the footage to reach it.
   *
   * @param nearestKey whether it is to be the key frame nearest to the instant
   */
  Still find(Instant at, boolean nearestKey) {
    Sought sought = seek(at, nearestKey ? SeekMode.CLOSEST_KEY : SeekMode.EXACT);
    if (sought.where() instanceof Located.InGap inGap) {
      sought.close();
      Gap gap = new GapWatch(gaps).describe(inGap);
      return new Still.Missing(Optional.of(gap), () -> MissingFootage.at(cameraId, at, gap));
    }
    if (!(sought.where() instanceof Located.Found)) {
      sought.close();
      return new Still.Missing(
          Optional.empty(), () -> MissingFootage.in(cameraId, "at " + at, footage));
    }
    List<EncodedFrame> frames = nearestKey ? key(sought) : upTo(sought, at);
    return frames.isEmpty()
        ? new Still.Missing(
            Optional.empty(), () -> MissingFootage.in(cameraId, "with a picture at " + at, footage))
        : new Still.Frames(frames);
  }

  private Sought seek(Instant at, SeekMode mode) {
    Locator locator = new Locator(footage, () -> false);
    Sought sought = locator.seek(at, mode);
    if (!isNow(at, clocks.instant())) {
      return sought;
    }
    int idle = 0;
    while (idle < PATIENCE
        && (sought.where() instanceof Located.AfterNewest
            || sought.where() instanceof Located.Nothing)) {
      try (FrameLogReader reader = footage.openReader(sought.where().position())) {
        idle += reader.read(SLICE).isEmpty() ? 1 : 0;
      }
      sought.close();
      sought = locator.seek(at, mode);
    }
    return sought;
  }

  private static boolean isNow(Instant at, Instant now) {
    return Duration.between(at, now).abs().compareTo(SLICE.multipliedBy(PATIENCE)) <= 0;
  }

  /** The key frame of the record at a place. */
  private List<EncodedFrame> key(Sought sought) {
    long tail = footage.tail();
    try (FootageReader reader = sought.open(footage)) {
      return reader.readBefore(tail, () -> false).stream()
          .flatMap(record -> record.frames().stream())
          .filter(FootageRecord::isVideo)
          .limit(1)
          .toList();
    }
  }

  /** From the key frame to the one shown at the instant, without what it does not need. */
  private List<EncodedFrame> upTo(Sought sought, Instant at) {
    List<EncodedFrame> frames = new ArrayList<>();
    @Nullable EncodedFrame shown = null;
    int needed = 0;
    long tail = footage.tail();
    try (FootageReader reader = sought.open(footage)) {
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
