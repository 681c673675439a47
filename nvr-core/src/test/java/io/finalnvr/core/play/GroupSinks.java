package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.core.TestClocks;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sinks of several cameras that write into one list: {@code gate:3}, {@code yard:gap}, ... */
final class GroupSinks {

  private final List<String> calls = new ArrayList<>();
  private final Map<String, Instant> seen = new LinkedHashMap<>();
  private Duration skew = Duration.ZERO;

  FrameSink of(String camera) {
    return new FrameSink() {
      @Override
      public void onFrame(EncodedFrame frame) {
        if (!frame.decodeOnly() && FootageRecord.isVideo(frame)) {
          see(camera, frame);
        }
      }

      @Override
      public void onShow(EncodedFrame frame) {
        see(camera, frame);
      }

      @Override
      public void onGap(Gap gap) {
        add(camera + ":gap");
      }

      @Override
      public void onEnd() {
        add(camera + ":end");
      }

      @Override
      public void onFailure(NvrException failure) {
        add(camera + ":failed");
      }
    };
  }

  private void see(String camera, EncodedFrame frame) {
    synchronized (calls) {
      seen.put(camera, frame.time());
      for (Instant other : seen.values()) {
        Duration apart = Duration.between(other, frame.time()).abs();
        skew = apart.compareTo(skew) > 0 ? apart : skew;
      }
      add(camera + ":" + frame.data().getInt(0));
    }
  }

  private void add(String call) {
    synchronized (calls) {
      calls.add(call);
      calls.notifyAll();
    }
  }

  List<String> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  Stream<String> callsOf(String camera) {
    return calls().stream().filter(call -> call.startsWith(camera + ":"));
  }

  /** The camera was removed. */
  void forget(String camera) {
    synchronized (calls) {
      seen.remove(camera);
    }
  }

  /** How far apart what was seen of any two cameras ever was, after both were seen. */
  Duration skew() {
    synchronized (calls) {
      return skew;
    }
  }

  void await(String call) throws InterruptedException {
    awaitAdvancing(null, call);
  }

  /** Moves the clocks on until a call came. */
  void awaitAdvancing(TestClocks clocks, String call) throws InterruptedException {
    long giveUp = System.nanoTime() + 60_000_000_000L;
    while (!calls().contains(call)) {
      assertThat(System.nanoTime()).as("waiting for %s, got %s", call, calls()).isLessThan(giveUp);
      if (clocks != null) {
        clocks.advance(Duration.ofMillis(10));
      }
      synchronized (calls) {
        calls.wait(1);
      }
    }
  }

  void awaitExactly(String... expected) throws InterruptedException {
    long giveUp = System.nanoTime() + 60_000_000_000L;
    synchronized (calls) {
      while (calls.size() < expected.length && System.nanoTime() < giveUp) {
        calls.wait(100);
      }
    }
    assertThat(calls()).containsExactly(expected);
  }
}
