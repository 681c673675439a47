package io.finalnvr.core.record;

import io.finalnvr.Event;
import io.finalnvr.GapCause;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.testkit.FakeFrames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A gate, frames that are numbered and come every 40 ms, and what comes out in words. */
final class GateFixture {

  static final Instant START = Instant.parse("2026-01-05T12:00:00Z");
  static final Duration FRAME = Duration.ofMillis(40);

  /** A key frame comes every so many frames. */
  static final int GROUP = 25;

  private static final VideoTrack VIDEO = FakeFrames.video();

  final FrameQueue queue;
  final RecordingGate gate;
  final List<Integer> dropped = new ArrayList<>();
  private int next;

  GateFixture(RecordingSchedule schedule) {
    this(schedule, 1 << 20, 1 << 20);
  }

  GateFixture(RecordingSchedule schedule, long frameBudget, long preRollBudget) {
    queue = new FrameQueue(frameBudget, new SharedBudget(1 << 30), new TestClocks(START));
    gate =
        new RecordingGate(
            queue,
            schedule,
            START,
            preRollBudget,
            () -> 0,
            (received, cause) -> dropped.add(number(received)));
  }

  static RecordingSchedule onEvent(int framesBefore, int framesAfter) {
    return RecordingSchedule.onEvent(
        FRAME.multipliedBy(framesBefore), FRAME.multipliedBy(framesAfter));
  }

  static Instant at(int frame) {
    return START.plus(FRAME.multipliedBy(frame));
  }

  GateFixture connect() {
    gate.tracks(List.of(VIDEO));
    return this;
  }

  /** Pushes frames up to a number, inclusive. */
  GateFixture upTo(int last) {
    return upTo(last, 100);
  }

  GateFixture upTo(int last, int bytes) {
    while (next <= last) {
      boolean key = next % GROUP == 0;
      gate.frame(
          new Received(
              new EncodedFrame(
                  VIDEO,
                  at(next),
                  at(next),
                  FRAME,
                  key,
                  /* discontinuity= */ false,
                  /* decodeOnly= */ false,
                  FakeFrames.data(VIDEO, next, key, bytes)),
              /* receivedNanos= */ 0));
      next++;
      gate.tick(at(next));
    }
    return this;
  }

  /** Goes on with a frame, leaving out those before it. */
  GateFixture skipTo(int frame) {
    next = frame;
    return this;
  }

  GateFixture trigger(int frame) {
    gate.event(Event.at("gate", "door", at(frame)).triggering());
    return this;
  }

  GateFixture lose(GapCause cause) {
    gate.end(new QueueItem.End(cause, "lost"), at(next));
    return this;
  }

  static int number(Received received) {
    return (int) (Duration.between(START, received.frame().decodeTime()).toMillis() / 40);
  }

  /** What came out since the last time; frames that follow each other as {@code 3-7}. */
  List<String> out() {
    List<String> out = new ArrayList<>();
    int first = -1;
    int last = -1;
    for (QueueItem item : queue.drain()) {
      boolean follows = item instanceof Received received && number(received) == last + 1;
      if (first >= 0 && !follows) {
        out.add(first + "-" + last);
        first = -1;
      }
      if (item instanceof Received received) {
        queue.settled(received.frame().size());
        last = number(received);
        first = first < 0 ? last : first;
      } else {
        last = -1;
        words(item).ifPresent(out::add);
      }
    }
    if (first >= 0) {
      out.add(first + "-" + last);
    }
    return out;
  }

  private static Optional<String> words(QueueItem item) {
    if (item instanceof QueueItem.Tracks tracks) {
      List<Track> all = tracks.tracks();
      return Optional.of("tracks" + (all.size() == 1 ? "" : " " + all.size()));
    } else if (item instanceof QueueItem.Pause pause) {
      return Optional.of("pause " + pause.cause());
    } else if (item instanceof QueueItem.Waiting waiting) {
      long millis = Duration.between(START, waiting.at()).toMillis();
      return Optional.of("missing from " + millis / 40 + " " + waiting.cause());
    } else if (item instanceof QueueItem.End end) {
      return Optional.of("end " + end.cause());
    } else if (item instanceof QueueItem.Lost lost) {
      return Optional.of("lost " + lost.cause());
    }
    return Optional.empty();
  }
}
