package io.finalnvr.examples.bench;

import io.finalnvr.CameraConfig;
import io.finalnvr.media.Codec;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.MediaSession;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.MediaSourceProvider;
import io.finalnvr.spi.SourceFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Cameras without a camera: frames of H.264's form and a camera's sizes, filled with noise, one
 * thread a camera, none in step with another. What they cost is next to nothing, so that what is
 * measured is the recorder and its store. Thread-safe.
 */
final class SyntheticCameras implements MediaSourceProvider {

  private static final String SCHEME = "synthetic";
  private static final int GOP = 60;
  private static final int KEY_FRAME_SHARE = 5;

  /** What they send. */
  static final VideoTrack TRACK =
      new VideoTrack(
          1,
          Codec.H264,
          1920,
          1080,
          ByteBuffer.wrap(HexFormat.of().parseHex("0164002affe100046764002a01000468ebe3cb")));

  private final long periodNanos;
  private final List<ByteBuffer> frames;
  private final AtomicInteger sessions = new AtomicInteger();

  SyntheticCameras(int framesPerSecond, long bitsPerSecond) {
    this.periodNanos = 1_000_000_000L / framesPerSecond;
    this.frames = group(framesPerSecond, bitsPerSecond);
  }

  /** The frames of a group of pictures, the key frame first. */
  static List<ByteBuffer> group(int framesPerSecond, long bitsPerSecond) {
    int average = (int) (bitsPerSecond / 8 / framesPerSecond);
    int delta = average * GOP / (GOP - 1 + KEY_FRAME_SHARE);
    Random noise = new Random(7);
    return IntStream.range(0, GOP)
        .mapToObj(i -> frame(noise, i == 0 ? KEY_FRAME_SHARE * delta : delta, i == 0))
        .toList();
  }

  private static ByteBuffer frame(Random noise, int size, boolean key) {
    byte[] bytes = new byte[Math.max(6, size)];
    noise.nextBytes(bytes);
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    frame.putInt(0, bytes.length - 4).put(4, (byte) (key ? 0x65 : 0x41));
    return frame;
  }

  static CameraConfig camera(int number) {
    return CameraConfig.of("synthetic" + number, SCHEME + ":" + number);
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public MediaSource create(CameraConfig camera) {
    return handler -> new Session(camera.id(), handler);
  }

  private final class Session implements MediaSession {
    private final MediaHandler handler;
    private final Thread thread;
    private volatile boolean closed;

    Session(String id, MediaHandler handler) {
      this.handler = handler;
      this.thread = new Thread(this::run, "synthetic-" + id);
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      // By the golden ratio: any number of cameras is spread evenly over the frame period.
      double phase = sessions.getAndIncrement() * 0.618_033_988_75 % 1;
      long begin = System.nanoTime() + (long) (phase * periodNanos);
      handler.onTracks(List.of(TRACK));
      for (long n = 0; !closed; n++) {
        long due = begin + n * periodNanos;
        for (long left = due - System.nanoTime(); left > 0 && !closed; ) {
          LockSupport.parkNanos(left);
          left = due - System.nanoTime();
        }
        if (!closed) {
          handler.onFrame(frame(n));
        }
      }
    }

    private SourceFrame frame(long n) {
      int inGop = (int) (n % GOP);
      long time = n * periodNanos;
      return new SourceFrame(
          TRACK,
          time,
          OptionalLong.of(time),
          Optional.of(Duration.ofNanos(periodNanos)),
          Optional.empty(),
          inGop == 0,
          /* discontinuity= */ false,
          frames.get(inGop));
    }

    @Override
    public void close() {
      closed = true;
      LockSupport.unpark(thread);
      try {
        thread.join(5_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
