package io.finalnvr.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Whether the times of frames can be true. */
final class FrameTimes {

  private static final long LARGEST_STEP = Duration.ofSeconds(5).toNanos();

  private FrameTimes() {}

  /** Frames of one track, in the order in which they came. */
  static void check(List<SourceFrame> frames) {
    assertThat(frames.stream().map(SourceFrame::ptsNanos))
        .as("presentation times of %s", frames.get(0).track())
        .doesNotHaveDuplicates();
    for (int i = 0; i < frames.size(); i++) {
      SourceFrame frame = frames.get(i);
      if (frame.dtsNanos().isPresent()) {
        assertThat(frame.ptsNanos())
            .as("presentation time beside the decode time")
            .isBetween(frame.dtsNanos().getAsLong(), frame.dtsNanos().getAsLong() + LARGEST_STEP);
      }
      frame.duration().ifPresent(d -> assertThat(d).as("duration").isPositive());
      if (i > 0) {
        checkStep(frames.get(i - 1), frame);
      }
    }
  }

  /** The first frames of all tracks are near each other on their common clock. */
  static void checkShared(List<SourceFrame> frames) {
    List<Long> first =
        frames.stream()
            .map(SourceFrame::track)
            .distinct()
            .map(
                track ->
                    frames.stream()
                        .filter(frame -> frame.track().equals(track))
                        .findFirst()
                        .orElseThrow()
                        .ptsNanos())
            .sorted()
            .toList();
    if (!first.isEmpty()) {
      assertThat(first.get(first.size() - 1) - first.get(0))
          .as("distance of the tracks' first frames")
          .isLessThan(LARGEST_STEP);
    }
  }

  private static void checkStep(SourceFrame before, SourceFrame frame) {
    assertThat(Math.abs(frame.ptsNanos() - before.ptsNanos()))
        .as("step from one frame to the next, ns")
        .isLessThan(LARGEST_STEP);
    OptionalLong earlier = before.dtsNanos();
    if (earlier.isPresent() && frame.dtsNanos().isPresent()) {
      assertThat(frame.dtsNanos().getAsLong()).as("decode time").isGreaterThan(earlier.getAsLong());
    }
  }
}
