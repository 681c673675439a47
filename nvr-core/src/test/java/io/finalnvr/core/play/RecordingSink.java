package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.MediaException;
import io.finalnvr.NvrException;
import io.finalnvr.StorageException;
import io.finalnvr.core.TestClocks;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import io.finalnvr.media.TrackKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Writes down what it is told, one word per call: {@code k0} for key frame 0, {@code 1} for frame
 * 1, {@code a1} for sound 1, {@code (1)} for a frame that is not shown, {@code s1} for its picture,
 * {@code gap:CAUSE:ms}, {@code end}, {@code failed:REASON}.
 */
public final class RecordingSink implements FrameSink {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> calls = new ArrayList<>();
  private final List<EncodedFrame> frames = new ArrayList<>();
  private final List<EncodedFrame> shown = new ArrayList<>();

  @Override
  public void onFrame(EncodedFrame frame) {
    String word = String.valueOf(frame.data().getInt(0));
    if (frame.track().kind() == TrackKind.AUDIO) {
      word = "a" + word;
    } else if (frame.keyFrame()) {
      word = "k" + word;
    }
    synchronized (calls) {
      frames.add(frame);
      add(frame.decodeOnly() ? "(" + word + ")" : word);
    }
  }

  @Override
  public void onShow(EncodedFrame frame) {
    synchronized (calls) {
      shown.add(frame);
      add("s" + frame.data().getInt(0));
    }
  }

  @Override
  public void onGap(Gap gap) {
    add("gap:%s:%d".formatted(gap.cause(), gap.range().duration().toMillis()));
  }

  @Override
  public void onEnd() {
    add("end");
  }

  @Override
  public void onFailure(NvrException failure) {
    String reason = failure.getClass().getSimpleName();
    if (failure instanceof MediaException e) {
      reason = e.reason().name();
    } else if (failure instanceof StorageException e) {
      reason = e.reason().name();
    }
    add("failed:" + reason);
  }

  private void add(String word) {
    synchronized (calls) {
      calls.add(word);
      calls.notifyAll();
    }
  }

  /** What was told so far. */
  public List<String> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** The frames so far. */
  public List<EncodedFrame> frames() {
    synchronized (calls) {
      return List.copyOf(frames);
    }
  }

  /** The numbers of the pictures shown so far by {@code onShow}. */
  public List<Integer> shown() {
    synchronized (calls) {
      return shown.stream().map(frame -> frame.data().getInt(0)).toList();
    }
  }

  /** Waits for as many pictures. */
  public void awaitShown(int count) throws InterruptedException {
    await(told -> shown.size() >= count);
  }

  /** Waits for these calls, no more and no fewer so far. */
  public void awaitExactly(String... words) throws InterruptedException {
    await(told -> told.size() >= words.length);
    assertThat(calls()).containsExactly(words);
  }

  /** Waits for as many calls. */
  public void awaitCalls(int count) throws InterruptedException {
    await(told -> told.size() >= count);
  }

  /** Waits for a call. */
  public void await(String word) throws InterruptedException {
    await(told -> told.contains(word));
  }

  /** Moves the clocks on, one millisecond at a time, until a call came. */
  public void awaitAdvancing(TestClocks clocks, String word) throws InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (!calls().contains(word)) {
      assertThat(System.nanoTime()).as("waiting for %s, got %s", word, calls()).isLessThan(giveUp);
      clocks.advance(Duration.ofMillis(10));
      synchronized (calls) {
        calls.wait(1);
      }
    }
  }

  private void await(Predicate<List<String>> enough) throws InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    synchronized (calls) {
      while (!enough.test(calls)) {
        assertThat(System.nanoTime()).as("got only %s", calls).isLessThan(giveUp);
        calls.wait(100);
      }
    }
  }
}
