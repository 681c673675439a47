package io.finalnvr.testkit;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.spi.DecodeOutput;
import io.finalnvr.spi.DecodeSession;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A session of a {@link FakeMediaDecoder}. */
final class FakeDecodeSession implements DecodeSession {

  private final List<FakeDecodeOutput> outputs;
  private final boolean keyFramesOnly;
  private final Predicate<EncodedFrame> damaged;
  private final Consumer<EncodedFrame> onPush;
  private final Consumer<FakeDecodeSession> onClose;
  private final PriorityQueue<EncodedFrame> held =
      new PriorityQueue<>(Comparator.comparing(EncodedFrame::time));

  private volatile boolean closed;
  private @Nullable EncodedFrame last;
  private @Nullable EncodedFrame broken;
  private @Nullable RuntimeException failure;

  FakeDecodeSession(
      List<DecodeOutput> outputs,
      Predicate<EncodedFrame> damaged,
      Consumer<EncodedFrame> onPush,
      Consumer<FakeDecodeSession> onClose) {
    this.outputs = outputs.stream().map(FakeDecodeOutput::new).toList();
    this.keyFramesOnly = this.outputs.stream().allMatch(FakeDecodeOutput::isOfKeyFramesOnly);
    this.damaged = damaged;
    this.onPush = onPush;
    this.onClose = onClose;
  }

  @Override
  public synchronized void push(EncodedFrame frame) {
    throwFailure();
    if (closed || keyFramesOnly && !frame.keyFrame()) {
      return;
    }
    if (last != null && beginsARun(frame, last)) {
      drain();
    }
    onPush.accept(frame);
    if (last == null && !frame.keyFrame()) {
      skip(frame, "there is no key frame before it");
      return;
    }
    last = frame;
    held.add(frame);
    while (!held.isEmpty()
        && (keyFramesOnly || !held.element().time().isAfter(frame.decodeTime()))) {
      show(held.remove());
    }
    throwFailure();
  }

  private static boolean beginsARun(EncodedFrame frame, EncodedFrame last) {
    return frame.discontinuity()
        || !frame.track().equals(last.track())
        || !frame.decodeTime().isAfter(last.decodeTime());
  }

  @Override
  public synchronized void drain() {
    while (!held.isEmpty()) {
      show(held.remove());
    }
    last = null;
    broken = null;
    throwFailure();
  }

  @Override
  public synchronized void reset() {
    held.clear();
    last = null;
    broken = null;
    outputs.forEach(FakeDecodeOutput::restart);
    throwFailure();
  }

  /** Not synchronized: it comes while a handler blocks. */
  @Override
  public void close() {
    closed = true;
    onClose.accept(this);
  }

  private void show(EncodedFrame frame) {
    if (closed || failure != null) {
      return;
    }
    if (frame.keyFrame()) {
      broken = null;
    }
    if (damaged.test(frame)) {
      broken = frame;
    }
    if (broken != null) {
      skip(frame, "the test says so");
      return;
    }
    if (frame.decodeOnly()) {
      return;
    }
    outputs.forEach(output -> tell(() -> output.show(frame)));
  }

  private void skip(EncodedFrame frame, String reason) {
    outputs.forEach(output -> tell(() -> output.skip(frame, reason)));
  }

  private void tell(Runnable call) {
    if (closed) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }
}
