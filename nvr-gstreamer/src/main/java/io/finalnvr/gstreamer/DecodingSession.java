package io.finalnvr.gstreamer;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.DecodeOutput;
import io.finalnvr.spi.DecodeSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Cuts what is pushed into runs, each decoded by a {@link DecodingRun} of its own. */
final class DecodingSession implements DecodeSession {

  private static final Duration SLICE = Duration.ofSeconds(1);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  private final List<PictureOutput> outputs;
  private final boolean keyFramesOnly;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** Guards {@code run} and {@code closed}; not held while anything is waited for. */
  private final Object lock = new Object();

  private @Nullable DecodingRun run;
  private boolean closed;
  private Instant lastDecodeTime = Instant.MIN;

  DecodingSession(List<DecodeOutput> outputs) {
    this.outputs = outputs.stream().map(PictureOutput::new).toList();
    this.keyFramesOnly = outputs.stream().allMatch(output -> output.request().keyFramesOnly());
  }

  @Override
  public void push(EncodedFrame frame) {
    if (!(frame.track() instanceof VideoTrack track)) {
      throw new IllegalArgumentException("not a frame of video: " + frame);
    }
    DecodingRun current = usable(frame, track);
    if (isClosed()) {
      return;
    }
    if (keyFramesOnly && !frame.keyFrame()) {
      if (current == null && frame.discontinuity()) {
        outputs.forEach(PictureOutput::missing);
      }
      return;
    }
    if (current == null && !frame.keyFrame()) {
      skip(frame, "there is no key frame before it");
      return;
    }
    if (current == null) {
      current = begin(track, frame);
    }
    lastDecodeTime = frame.decodeTime();
    if (current != null && !current.push(frame)) {
      finish(current);
      skip(frame, "the decoder failed before it");
    }
    if (keyFramesOnly && frame.time().isAfter(frame.decodeTime())) {
      // The decoder would hold it back for frames that are shown before it.
      drain();
    }
    throwFailure();
  }

  @Override
  public void drain() {
    DecodingRun current = current();
    if (current != null) {
      current.end();
      finish(current);
    }
    throwFailure();
  }

  @Override
  public void reset() {
    DecodingRun current = current();
    if (current != null) {
      current.abort();
      finish(current);
    }
    outputs.forEach(PictureOutput::restart);
    throwFailure();
  }

  @Override
  public void close() {
    DecodingRun current;
    synchronized (lock) {
      closed = true;
      current = run;
    }
    if (current == null) {
      return;
    }
    current.abort();
    if (!current.isOnThread()) {
      try {
        current.join(LONGEST_CLOSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The run that the frame belongs to; ends the one that it does not belong to. */
  private @Nullable DecodingRun usable(EncodedFrame frame, VideoTrack track) {
    throwFailure();
    DecodingRun current = current();
    if (current == null) {
      return null;
    }
    if (!frame.discontinuity()
        && current.isOf(track)
        && frame.decodeTime().isAfter(lastDecodeTime)
        && !current.isOver()) {
      return current;
    }
    drain();
    return null;
  }

  private @Nullable DecodingRun begin(VideoTrack track, EncodedFrame frame) {
    DecodingRun next = DecodingRun.start(track, frame, outputs, this::fail);
    synchronized (lock) {
      if (!closed) {
        run = next;
        return next;
      }
    }
    next.abort();
    return null;
  }

  private void finish(DecodingRun current) {
    try {
      while (!isClosed() && !current.join(SLICE)) {
        continue;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
    synchronized (lock) {
      if (!closed) {
        run = null;
      }
    }
  }

  private void skip(EncodedFrame frame, String reason) {
    outputs.forEach(output -> output.skip(frame, reason, isClosed()));
  }

  private void fail(Throwable cause) {
    failure.compareAndSet(null, cause);
  }

  private void throwFailure() {
    Throwable cause = failure.get();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private @Nullable DecodingRun current() {
    synchronized (lock) {
      return run;
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }
}
