package io.finalnvr.testkit;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.DecodeHandler;
import io.finalnvr.spi.DecodeSession;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A session of a {@link FakeMediaDecoder}. */
final class FakeDecodeSession implements DecodeSession {

  private final DecodeRequest request;
  private final DecodeHandler handler;
  private final Predicate<EncodedFrame> damaged;
  private final Consumer<EncodedFrame> onPush;
  private final Consumer<FakeDecodeSession> onClose;
  private final PriorityQueue<EncodedFrame> held =
      new PriorityQueue<>(Comparator.comparing(EncodedFrame::time));

  private volatile boolean closed;
  private @Nullable EncodedFrame last;
  private @Nullable EncodedFrame broken;
  private @Nullable Long cell;
  private boolean missing;
  private @Nullable RuntimeException failure;

  FakeDecodeSession(
      DecodeRequest request,
      DecodeHandler handler,
      Predicate<EncodedFrame> damaged,
      Consumer<EncodedFrame> onPush,
      Consumer<FakeDecodeSession> onClose) {
    this.request = request;
    this.handler = handler;
    this.damaged = damaged;
    this.onPush = onPush;
    this.onClose = onClose;
  }

  @Override
  public synchronized void push(EncodedFrame frame) {
    throwFailure();
    if (closed || request.keyFramesOnly() && !frame.keyFrame()) {
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
        && (request.keyFramesOnly() || !held.element().time().isAfter(frame.decodeTime()))) {
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
    cell = null;
    missing = false;
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
    missing |= frame.discontinuity();
    if (isWanted(frame.time())) {
      DecodedFrame picture = picture(frame);
      missing = false;
      tell(() -> handler.onFrame(picture));
    }
  }

  private boolean isWanted(Instant time) {
    if (request.rate().isEmpty()) {
      return true;
    }
    long next = request.rate().get().cell(time);
    boolean wanted = cell == null || cell != next;
    cell = next;
    return wanted;
  }

  private DecodedFrame picture(EncodedFrame frame) {
    VideoTrack track = (VideoTrack) frame.track();
    PictureSize size = request.size().of(PictureSize.exactly(track.width(), track.height()));
    ByteBuffer pixels = ByteBuffer.allocate(request.format().size(size.width(), size.height()));
    ByteBuffer data = frame.data();
    while (pixels.hasRemaining() && frame.size() > 0) {
      data.rewind().limit(Math.min(frame.size(), pixels.remaining()));
      pixels.put(data);
    }
    return new DecodedFrame(
        track,
        frame.time(),
        frame.duration(),
        request.format(),
        size.width(),
        size.height(),
        frame.keyFrame(),
        missing,
        pixels.flip());
  }

  private void skip(EncodedFrame frame, String reason) {
    missing = true;
    if (!frame.decodeOnly()) {
      tell(() -> handler.onSkipped(frame.time(), reason));
    }
  }

  private void tell(Runnable call) {
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
