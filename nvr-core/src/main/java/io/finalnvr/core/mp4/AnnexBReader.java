package io.finalnvr.core.mp4;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads records that hold one bare H.264 access unit each, as FinalNVR's recorder wrote them. */
final class AnnexBReader {

  private static final int IDR = 5;
  private static final int SPS = 7;
  private static final int PPS = 8;
  private static final int DELIMITER = 9;

  private static final int TRACK_ID = 1;
  private static final Duration MAX_INTERVAL = Duration.ofSeconds(1);
  private static final Duration USUAL_INTERVAL = Duration.ofMillis(40);

  private final AvcParameterSets parameterSets = new AvcParameterSets();
  private @Nullable VideoTrack track;
  private Duration interval = USUAL_INTERVAL;
  private @Nullable Instant last;

  Optional<VideoTrack> track() {
    return Optional.ofNullable(track);
  }

  /** The frame of the record; none before the first parameter sets or where there is no picture. */
  List<EncodedFrame> read(
      Instant time, boolean randomAccess, boolean discontinuity, ByteBuffer data) {
    boolean changed = false;
    boolean keyFrame = randomAccess;
    int size = 0;
    AnnexB units = new AnnexB(data);
    while (units.next()) {
      switch (units.type()) {
        case SPS -> changed |= parameterSets.addSps(units.unit());
        case PPS -> changed |= parameterSets.addPps(units.unit());
        case DELIMITER -> {}
        default -> {
          keyFrame |= units.type() == IDR;
          size = Math.addExact(size, 4 + units.size());
        }
      }
    }
    if (changed) {
      track = parameterSets.track(TRACK_ID).orElse(track);
      interval = parameterSets.first().flatMap(H264Sps::frameDuration).orElse(interval);
    }
    if (track == null || size == 0) {
      return List.of();
    }
    measureInterval(time, discontinuity);
    ByteBuffer lengthPrefixed = lengthPrefixed(data, size);
    return List.of(
        new EncodedFrame(
            track,
            time,
            time,
            interval,
            keyFrame,
            discontinuity,
            /* decodeOnly= */ false,
            lengthPrefixed));
  }

  /** The log has no durations: a frame is expected to last as long as the one before it. */
  private void measureInterval(Instant time, boolean discontinuity) {
    Instant previous = last;
    last = time;
    if (previous != null && !discontinuity && time.isAfter(previous)) {
      Duration measured = Duration.between(previous, time);
      interval = measured.compareTo(MAX_INTERVAL) <= 0 ? measured : interval;
    }
  }

  private static ByteBuffer lengthPrefixed(ByteBuffer data, int size) {
    ByteBuffer out = ByteBuffer.allocate(size);
    AnnexB units = new AnnexB(data);
    while (units.next()) {
      if (units.type() != SPS && units.type() != PPS && units.type() != DELIMITER) {
        out.putInt(units.size()).put(units.unit());
      }
    }
    return out.flip();
  }
}
