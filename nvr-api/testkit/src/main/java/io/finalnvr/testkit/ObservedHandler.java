package io.finalnvr.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraException;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Remembers what a session tells, and checks it. Thread-safe. */
final class ObservedHandler implements MediaHandler {

  private final Object lock = new Object();
  private final AtomicBoolean inCall = new AtomicBoolean();
  private final List<String> violations = new ArrayList<>();
  private final List<SourceFrame> frames = new ArrayList<>();
  private final List<Integer> hashes = new ArrayList<>();
  private List<Track> tracks = List.of();
  private Optional<CameraException> end = Optional.empty();
  private boolean keyFrameDue;
  private boolean closed;

  @Override
  public void onTracks(List<Track> announced) {
    call(
        "onTracks",
        () -> {
          Set<Integer> ids = announced.stream().map(Track::id).collect(Collectors.toSet());
          check(!announced.isEmpty(), "no tracks announced");
          check(ids.size() == announced.size(), "two tracks with one id: " + announced);
          tracks = List.copyOf(announced);
          keyFrameDue = true;
        });
  }

  @Override
  public void onFrame(SourceFrame frame) {
    call(
        "onFrame",
        () -> {
          check(tracks.contains(frame.track()), "frame of " + frame.track() + ", not announced");
          boolean video = frame.track().kind() == TrackKind.VIDEO;
          check(
              !video || !keyFrameDue || frame.keyFrame(), "video does not begin with a key frame");
          keyFrameDue &= !video;
          frames.add(frame);
          hashes.add(frame.data().hashCode());
        });
  }

  @Override
  public void onEnd(CameraException cause) {
    call("onEnd", () -> end = Optional.of(cause));
  }

  /** To be called when the session's close has returned. */
  void sessionWasClosed() {
    synchronized (lock) {
      closed = true;
    }
  }

  Optional<CameraException> end() {
    synchronized (lock) {
      return end;
    }
  }

  Set<TrackKind> trackKinds() {
    synchronized (lock) {
      return tracks.stream().map(Track::kind).collect(Collectors.toSet());
    }
  }

  void awaitTracks(Duration limit) {
    await("tracks", limit, () -> !tracks.isEmpty());
  }

  void awaitFrames(TrackKind kind, int count) {
    await(
        count + " frames of kind " + kind,
        Waiting.PATIENCE,
        () -> frames.stream().filter(frame -> frame.track().kind() == kind).count() >= count);
  }

  CameraException awaitEnd(Duration limit) {
    Waiting.until("end of the session", limit, () -> end().isPresent());
    return end().orElseThrow();
  }

  void verify() {
    synchronized (lock) {
      assertThat(violations).as("broken rules").isEmpty();
      for (int i = 0; i < frames.size(); i++) {
        assertThat(frames.get(i).data().hashCode())
            .as("data of frame %d, later", i)
            .isEqualTo(hashes.get(i));
      }
      frames.forEach(AccessUnits::check);
      for (Track track : new HashSet<>(frames.stream().map(SourceFrame::track).toList())) {
        FrameTimes.check(frames.stream().filter(f -> f.track().equals(track)).toList());
      }
      FrameTimes.checkShared(frames);
    }
  }

  private void await(String what, Duration limit, BooleanSupplier condition) {
    Waiting.until(
        what,
        limit,
        () -> {
          synchronized (lock) {
            end.filter(cause -> !condition.getAsBoolean())
                .ifPresent(
                    cause -> {
                      throw new AssertionError("the session ended before: " + what, cause);
                    });
            return condition.getAsBoolean();
          }
        });
  }

  private void call(String name, Runnable action) {
    boolean alone = inCall.compareAndSet(false, true);
    synchronized (lock) {
      check(alone, name + " while another call is under way");
      check(end.isEmpty(), name + " after onEnd");
      check(!closed, name + " after close() has returned");
      action.run();
    }
    inCall.set(false);
  }

  private void check(boolean holds, String violation) {
    if (!holds) {
      violations.add(violation);
    }
  }
}
