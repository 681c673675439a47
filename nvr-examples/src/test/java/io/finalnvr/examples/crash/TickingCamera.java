package io.finalnvr.examples.crash;

import io.finalnvr.CameraConfig;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.MediaSession;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.MediaSourceProvider;
import io.finalnvr.spi.SourceFrame;
import io.finalnvr.testkit.FakeFrames;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A camera of 100 frames a second, each with a content that no other frame ever has. */
final class TickingCamera implements MediaSourceProvider {

  static final String SCHEME = "ticking";

  private static final int INTERVAL_MILLIS = 10;
  private static final int KEY_EVERY = 50;
  private static final int FRAME_BYTES = 4_000;
  private static final byte IDR = 0x65;
  private static final byte NON_IDR = 0x41;

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public MediaSource create(CameraConfig camera) {
    return Session::new;
  }

  private static final class Session implements MediaSession {
    private final Random random = new Random();
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private long number;

    Session(MediaHandler handler) {
      clock.execute(() -> handler.onTracks(List.of(FakeFrames.video())));
      clock.scheduleAtFixedRate(
          () -> handler.onFrame(next()), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private SourceFrame next() {
      boolean key = number++ % KEY_EVERY == 0;
      long pts = System.nanoTime() - startNanos;
      return new SourceFrame(
          FakeFrames.video(),
          pts,
          OptionalLong.empty(),
          Optional.empty(),
          Optional.of(start.plusNanos(pts)),
          key,
          /* discontinuity= */ false,
          slice(key));
    }

    private ByteBuffer slice(boolean key) {
      byte[] content = new byte[FRAME_BYTES];
      random.nextBytes(content);
      return ByteBuffer.allocate(Integer.BYTES + 1 + content.length)
          .putInt(1 + content.length)
          .put(key ? IDR : NON_IDR)
          .put(content)
          .flip();
    }

    @Override
    public void close() {
      clock.shutdownNow();
    }
  }
}
