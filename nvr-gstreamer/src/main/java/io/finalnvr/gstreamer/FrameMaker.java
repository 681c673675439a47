package io.finalnvr.gstreamer;

import io.finalnvr.media.Codec;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.SourceFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of the samples of one stream, and hands over none that is not whole: where packets
 * were lost, everything up to the next key frame is dropped. Not thread-safe.
 */
final class FrameMaker {

  private static final long NTP_TO_UNIX_SECONDS = 2_208_988_800L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int id;
  private final boolean live;
  private @Nullable MediaCaps caps;
  private @Nullable Track track;
  private int lengthSize = Integer.BYTES;
  private boolean first = true;
  private boolean waitingForKey = true;
  private boolean delivered;
  private boolean lossToMark;
  private long lost;
  private long nextPts = NativeMedia.NO_TIME;
  private long lastPts = Long.MAX_VALUE;
  private long lastStep;

  /**
   * For the stream whose frames are to carry this track id.
   *
   * @param live whether a discontinuity means lost packets; in a file demuxers mark where they have
   *     sought
   */
  FrameMaker(int id, boolean live) {
    this.id = id;
    this.live = live;
  }

  /** How many frames were dropped because of lost packets. */
  long lost() {
    return lost;
  }

  /**
   * The frame that a sample holds, if any.
   *
   * @param offsetNanos is added to the times of the sample
   */
  Optional<SourceFrame> frame(MediaSample sample, long offsetNanos) {
    if (!sample.caps().equals(caps)) {
      changeCaps(sample.caps());
    }
    Track current = track;
    if (current == null) {
      return Optional.empty();
    }
    Codec codec = sample.caps().codec().orElseThrow();
    NalUnits units = units(codec, sample.data());
    if (!units.picture() && units.whole()) {
      return Optional.empty();
    }
    noteLoss(sample, units, codec);
    boolean usable = units.whole() && !suspect(sample, codec);
    first = false;
    if (waitingForKey && !(usable && units.key())) {
      lost += delivered ? 1 : 0;
      lossToMark |= delivered;
      return Optional.empty();
    }
    waitingForKey = false;
    delivered = true;
    long pts = pts(sample);
    boolean discontinuity = lossToMark;
    lossToMark = false;
    return Optional.of(
        new SourceFrame(
            current,
            pts + offsetNanos,
            sample.dtsNanos() == NativeMedia.NO_TIME
                ? OptionalLong.empty()
                : OptionalLong.of(sample.dtsNanos() + offsetNanos),
            sample.durationNanos() > 0
                ? Optional.of(Duration.ofNanos(sample.durationNanos()))
                : Optional.empty(),
            sample.ntpNanos().isPresent()
                ? Optional.of(instant(sample.ntpNanos().getAsLong()))
                : Optional.empty(),
            units.key(),
            discontinuity,
            ByteBuffer.wrap(
                isNal(codec)
                    ? NalUnits.withFourByteLengths(sample.data(), lengthSize)
                    : sample.data())));
  }

  private void changeCaps(MediaCaps next) {
    caps = next;
    Track before = track;
    track = CapsTracks.track(id, next).orElse(null);
    if (track != null && isNal(next.codec().orElseThrow())) {
      lengthSize = NalUnits.lengthSize(next.codec().orElseThrow(), next.codecData());
    }
    if (track != null && !track.equals(before)) {
      waitingForKey = true;
    }
  }

  private NalUnits units(Codec codec, byte[] data) {
    return isNal(codec)
        ? NalUnits.of(codec, data, lengthSize)
        : new NalUnits(true, data.length > 0, true);
  }

  private void noteLoss(MediaSample sample, NalUnits units, Codec codec) {
    boolean hole = codec.kind() == TrackKind.VIDEO || soundIsMissing(sample.ptsNanos());
    lossToMark |= delivered && hole && isDiscontinuous(sample);
    waitingForKey |= !units.whole() || suspect(sample, codec);
  }

  /** Some servers make GStreamer flag every packet of sound; so the times must tell it too. */
  private boolean soundIsMissing(long pts) {
    long step = pts - lastPts;
    boolean missing = lastStep > 0 && step > lastStep + lastStep / 2;
    lastPts = pts;
    lastStep = step;
    return missing;
  }

  /** The flag stands on the frame that was cut short, or on the one after it: neither is sure. */
  private boolean suspect(MediaSample sample, Codec codec) {
    return !first && codec.kind() == TrackKind.VIDEO && isDiscontinuous(sample);
  }

  private boolean isDiscontinuous(MediaSample sample) {
    return live && sample.has(NativeMedia.FLAG_DISCONT);
  }

  private long pts(MediaSample sample) {
    long pts = sample.ptsNanos() == NativeMedia.NO_TIME ? Math.max(0, nextPts) : sample.ptsNanos();
    nextPts = pts + Math.max(0, sample.durationNanos());
    return pts;
  }

  private static boolean isNal(Codec codec) {
    return codec == Codec.H264 || codec == Codec.H265;
  }

  private static Instant instant(long ntpNanos) {
    return Instant.ofEpochSecond(
        Long.divideUnsigned(ntpNanos, NANOS_PER_SECOND) - NTP_TO_UNIX_SECONDS,
        Long.remainderUnsigned(ntpNanos, NANOS_PER_SECOND));
  }
}
