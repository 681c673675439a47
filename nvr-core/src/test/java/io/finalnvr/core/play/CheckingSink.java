package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.Player;
import io.finalnvr.core.TestClocks;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Keeps what a decoder would, and complains of what one could not decode or show. */
final class CheckingSink implements FrameSink {

  private final FrameModel model;
  private final List<Instant> shown = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Deque<String> story = new ArrayDeque<>();
  private final Deque<Instant> kept = new ArrayDeque<>();
  private EncodedFrame last;
  private boolean drained;

  CheckingSink(FrameModel model) {
    this.model = model;
  }

  @Override
  public synchronized void onFrame(EncodedFrame frame) {
    if (!FootageRecord.isVideo(frame)) {
      return;
    }
    note((frame.decodeOnly() ? "(" : "") + frame.data().getInt(0));
    boolean decodable = frame.keyFrame() || last != null && !drained && model.follows(last, frame);
    if (!decodable) {
      complaints.add("can't decode " + frame + " after " + last);
    }
    last = frame;
    drained = false;
    if (frame.decodeOnly()) {
      kept.add(frame.time());
      if (kept.size() > KEPT_PICTURES) {
        kept.remove();
      }
    } else {
      shown.add(frame.time());
      notifyAll();
    }
  }

  @Override
  public synchronized void onShow(EncodedFrame frame) {
    note("s" + frame.data().getInt(0));
    if (!kept.contains(frame.time())) {
      complaints.add("has not kept " + frame + " in " + story());
    }
    drained = true;
    shown.add(frame.time());
    notifyAll();
  }

  @Override
  public synchronized void onGap(Gap gap) {
    note("gap");
  }

  @Override
  public synchronized void onEnd() {
    note("end");
    notifyAll();
  }

  @Override
  public synchronized void onFailure(NvrException failure) {
    complaints.add(failure.toString());
  }

  synchronized void note(String what) {
    story.add(what);
    if (story.size() > 400) {
      story.remove();
    }
  }

  synchronized String story() {
    return String.join(" ", story);
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  synchronized Optional<Instant> lastDelivered() {
    return Optional.ofNullable(last).map(EncodedFrame::time);
  }

  synchronized List<Instant> takeShown() {
    List<Instant> taken = List.copyOf(shown);
    shown.clear();
    return taken;
  }

  /** Moves the clocks on until so many pictures were shown, or no more can be. */
  void awaitShown(int count, TestClocks clocks, BooleanSupplier over) throws InterruptedException {
    long giveUp = System.nanoTime() + 60_000_000_000L;
    int idle = 0;
    while (true) {
      synchronized (this) {
        if (shown.size() >= count) {
          return;
        }
        wait(1);
      }
      idle = over.getAsBoolean() ? idle + 1 : 0;
      if (idle > 20) {
        return;
      }
      assertThat(System.nanoTime()).as(this::story).isLessThan(giveUp);
      clocks.advance(Duration.ofMillis(20));
    }
  }

  /** Waits for the call that was under way when the player was paused. */
  void awaitQuiet(Player player) throws InterruptedException {
    int before = -1;
    for (int now = count(); now != before; now = count()) {
      before = now;
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(player).isNotNull();
  }

  private synchronized int count() {
    return shown.size();
  }
}
