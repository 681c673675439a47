package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Speed;
import io.finalnvr.core.mp4.PayloadReader;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/** All pictures of a log by the times at which they are shown, and the one that is seen. */
final class FrameModel {

  private final List<EncodedFrame> frames = new ArrayList<>();
  private final TreeSet<Instant> times = new TreeSet<>();
  private final TreeSet<Instant> keys = new TreeSet<>();
  private final List<Instant> gapEnds = new ArrayList<>();
  private final List<Instant> gapStarts = new ArrayList<>();
  private Instant end = Instant.MIN;
  private Instant at = Instant.MIN;
  private boolean shown;
  private PlayMode mode;
  private int delivered = -1;

  /** Reads a log without anything of the player. */
  static FrameModel of(FrameLog log) {
    FrameModel model = new FrameModel();
    PayloadReader payloads = new PayloadReader();
    try (FrameLogReader reader = log.openReader(0)) {
      while (reader.position() < log.tail()) {
        StoredFrame record = (StoredFrame) reader.read(Duration.ZERO).orElseThrow();
        List<EncodedFrame> all =
            payloads.read(
                record.time(), record.randomAccess(), record.discontinuity(), record.payload());
        EncodedFrame video = all.get(all.size() - 1);
        if (record.discontinuity() && !model.frames.isEmpty()) {
          model.gapStarts.add(model.end);
          model.gapEnds.add(video.time());
        }
        model.frames.add(video);
        model.times.add(video.time());
        if (video.keyFrame()) {
          model.keys.add(video.time());
        }
        for (EncodedFrame frame : all) {
          model.end =
              record.discontinuity() || frame.endTime().isAfter(model.end)
                  ? frame.endTime()
                  : model.end;
        }
      }
    }
    return model;
  }

  int size() {
    return frames.size();
  }

  Instant end() {
    return end;
  }

  List<Instant> inDecodeOrder() {
    return frames.stream().map(EncodedFrame::time).toList();
  }

  /** Whether a frame directly follows another in decode order. */
  boolean follows(EncodedFrame before, EncodedFrame frame) {
    int index = inDecodeOrder().indexOf(frame.time());
    return index > 0 && frames.get(index - 1).time().equals(before.time());
  }

  void seek(Instant instant) {
    at = instant;
    shown = false;
    mode = null;
    delivered = -1;
  }

  /** The frame that is to be seen at an instant; the one after, where that is in a gap. */
  private Optional<Instant> sought(boolean backwards) {
    for (int i = 0; i < gapEnds.size(); i++) {
      if (!backwards && !at.isBefore(gapStarts.get(i)) && at.isBefore(gapEnds.get(i))) {
        return Optional.of(gapEnds.get(i));
      }
    }
    Instant floor = times.floor(at);
    return Optional.ofNullable(floor == null && !backwards ? times.first() : floor);
  }

  Optional<Instant> step(boolean back) {
    Optional<Instant> next =
        shown ? Optional.ofNullable(back ? times.lower(at) : times.higher(at)) : sought(back);
    next.ifPresent(this::see);
    mode = null;
    delivered = -1;
    return next;
  }

  private void see(Instant time) {
    at = time;
    shown = true;
  }

  /** Whether nothing is delivered after a frame going forward. */
  boolean isAtEnd(Optional<Instant> last) {
    return last.filter(frames.get(frames.size() - 1).time()::equals).isPresent();
  }

  /** Playing every frame has come to the end: the picture is seen that is shown last. */
  void ended() {
    if (delivered >= 0) {
      see(times.last());
    }
    mode = null;
    delivered = -1;
  }

  /** Checks what was shown while playing, and stands where that ended. */
  void play(Speed speed, List<Instant> seen, Supplier<String> story) {
    PlayMode asked = PlayMode.of(speed);
    int from = asked == mode ? delivered : -1;
    if (seen.isEmpty()) {
      mode = asked == mode ? mode : null;
      return;
    }
    int keyFrames = 0;
    if (speed.isKeyFramesOnly() && from < 0) {
      keyFrames = keyFrames(speed, seen, story);
    }
    List<Instant> rest = seen.subList(keyFrames, seen.size());
    if (asked == PlayMode.REVERSE) {
      assertThat(rest).as(story).isEqualTo(first(backwards(), rest.size()));
      see(rest.get(rest.size() - 1));
    } else if (!rest.isEmpty()) {
      assertThat(asked).as(story).isNotEqualTo(PlayMode.KEYS_REVERSE);
      assertThat(rest).as(story).isEqualTo(first(forward(from), rest.size()));
      delivered = inDecodeOrder().indexOf(rest.get(rest.size() - 1));
      watermark(seen.subList(0, seen.size()));
    }
    if (rest.isEmpty() || asked == PlayMode.REVERSE) {
      delivered = -1;
    }
    mode = asked;
  }

  /** Checks the key frames that come first, and tells how many there are. */
  private int keyFrames(Speed speed, List<Instant> seen, Supplier<String> story) {
    int count = 0;
    for (Instant time : seen) {
      if (!keys.contains(time)) {
        break;
      }
      if (shown) {
        assertThat(speed.isReverse() ? time.isBefore(at) : time.isAfter(at)).as(story).isTrue();
      }
      see(time);
      count++;
    }
    return count;
  }

  /** Of frames that came in decode order, the last one is seen of which all before it came. */
  private void watermark(List<Instant> seen) {
    Instant decoded = frames.get(delivered).decodeTime();
    see(
        frames.subList(0, delivered + 1).stream()
            .map(EncodedFrame::time)
            .filter(time -> !time.isAfter(decoded))
            .filter(time -> !time.isBefore(seen.get(0)) || shown && !time.isBefore(at))
            .max(Instant::compareTo)
            .orElseGet(() -> shown ? at : seen.stream().min(Instant::compareTo).orElseThrow()));
  }

  private static List<Instant> first(List<Instant> all, int count) {
    return all.subList(0, Math.min(all.size(), count));
  }

  private List<Instant> backwards() {
    Optional<Instant> first =
        shown ? Optional.ofNullable(times.lower(at)) : sought(/* backwards= */ true);
    List<Instant> expected = new ArrayList<>();
    first.ifPresent(from -> times.headSet(from, true).descendingSet().forEach(expected::add));
    return expected;
  }

  /**
   * What comes in decode order.
   *
   * @param last the frame delivered last where that goes on; -1 where it begins anew
   */
  private List<Instant> forward(int last) {
    if (last >= 0) {
      return inDecodeOrder().subList(last + 1, frames.size());
    }
    Optional<Instant> first =
        shown ? Optional.ofNullable(times.higher(at)) : sought(/* backwards= */ false);
    List<Instant> expected = new ArrayList<>();
    first.ifPresent(
        from ->
            inDecodeOrder().stream().filter(time -> !time.isBefore(from)).forEach(expected::add));
    return expected;
  }
}
