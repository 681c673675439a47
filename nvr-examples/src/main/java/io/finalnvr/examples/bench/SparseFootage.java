package io.finalnvr.examples.bench;

import io.finalnvr.core.mp4.FragmentWriter;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.SourceFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Footage of months, made in minutes: its index is that of footage with a key frame every so often,
 * and around some instants it has real pictures. Of the rest there are times only, which nothing
 * can play. For one thread.
 */
final class SparseFootage {

  private static final ByteBuffer NO_PICTURE = ByteBuffer.allocate(1).asReadOnlyBuffer();

  private final RawLog log;
  private final Duration keyInterval;
  private final List<SourceFrame> clip;
  private final Duration clipLength;

  private SparseFootage(
      RawLog log, Duration keyInterval, List<SourceFrame> clip, Duration clipLength) {
    this.log = log;
    this.keyInterval = keyInterval;
    this.clip = clip;
    this.clipLength = clipLength;
  }

  /**
   * Makes it.
   *
   * @param log that is empty
   * @param keyInterval from one index entry to the next
   * @param clip real pictures
   * @param clipLength how long the clip is
   * @param places how many times the clip is there, at random
   * @return where the clip begins
   */
  static List<Instant> make(
      RawLog log,
      Instant start,
      Duration length,
      Duration keyInterval,
      List<SourceFrame> clip,
      Duration clipLength,
      int places)
      throws IOException {
    SparseFootage footage = new SparseFootage(log, keyInterval, clip, clipLength);
    List<Instant> begins = footage.fill(start, length, places);
    log.end(start.plus(length));
    log.flush();
    return begins;
  }

  private List<Instant> fill(Instant start, Duration length, int places) throws IOException {
    long steps = length.dividedBy(keyInterval);
    long clipSteps = clipLength.dividedBy(keyInterval) + 1;
    Random random = new Random(11);
    List<Instant> begins = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      // One in each part of the footage, so that they do not overlap.
      long from = steps * place / places;
      long until = Math.max(from + 1, steps * (place + 1) / places - clipSteps);
      long begin = from + (long) (random.nextDouble() * (until - from));
      times(start, begins.isEmpty() ? 0 : step(start, begins) + clipSteps, begin);
      Instant at = start.plus(keyInterval.multipliedBy(begin));
      pictures(at);
      begins.add(at);
    }
    times(start, begins.isEmpty() ? 0 : step(start, begins) + clipSteps, steps);
    return begins;
  }

  private long step(Instant start, List<Instant> begins) {
    return Duration.between(start, begins.get(begins.size() - 1)).dividedBy(keyInterval);
  }

  private void times(Instant start, long from, long until) throws IOException {
    for (long step = from; step < until; step++) {
      log.append(start.plus(keyInterval.multipliedBy(step)), true, NO_PICTURE);
    }
  }

  private void pictures(Instant at) throws IOException {
    VideoTrack track = (VideoTrack) clip.get(0).track();
    FragmentWriter fragments = new FragmentWriter(List.of(track), at);
    long first = clip.get(0).ptsNanos();
    Duration period = clipLength.dividedBy(clip.size());
    for (SourceFrame picture : clip) {
      Instant time = at.plusNanos((picture.ptsNanos() - first) / 1_000 * 1_000);
      EncodedFrame frame =
          new EncodedFrame(
              track,
              time,
              time,
              period,
              picture.keyFrame(),
              /* discontinuity= */ false,
              /* decodeOnly= */ false,
              picture.data());
      log.append(time, picture.keyFrame(), fragments.payload(List.of(frame), picture.keyFrame()));
    }
  }
}
