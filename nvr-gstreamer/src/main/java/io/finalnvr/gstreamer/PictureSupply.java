package io.finalnvr.gstreamer;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Raw pictures of a {@link TestPattern} on the frame grid of a camera. The pictures lie in a few
 * buffers that are painted again when the encoder is done with them, which costs a tenth of making
 * new ones.
 */
final class PictureSupply implements FrameSupply {

  /** Encoders with B-frames keep pictures for a while. */
  private static final int MOST_BUFFERS = 40;

  private static final int MAP_READ_WRITE = 3;

  static {
    Native.register(PictureSupply.class, NativeLibrary.getInstance("gstreamer-1.0"));
  }

  private final Supplier<TestPattern> patterns;
  private final FrameGrid grid;
  private final List<Pointer> buffers = new ArrayList<>();
  private final Memory mapInfo = new Memory(104);
  private TestPattern pattern;
  private boolean resized;
  private long frame = Long.MIN_VALUE;

  /**
   * A supply of pictures.
   *
   * @param patterns the pattern to paint now; another one resizes the pictures
   */
  PictureSupply(Supplier<TestPattern> patterns, FrameGrid grid) {
    this.patterns = patterns;
    this.grid = grid;
    this.pattern = patterns.get();
    this.resized = true;
  }

  private static native int gst_mini_object_is_writable(Pointer object);

  private static native int gst_buffer_is_all_memory_writable(Pointer buffer);

  @Override
  public long advance(long now) {
    frame = Math.max(frame + 1, grid.next(now));
    return grid.due(frame);
  }

  @Override
  public Optional<String> newCaps() {
    TestPattern now = patterns.get();
    if (now != pattern) {
      pattern = now;
      resized = true;
      release();
    }
    if (!resized) {
      return Optional.empty();
    }
    resized = false;
    return Optional.of(
        "video/x-raw,format=I420,width=%d,height=%d,framerate=%d/1"
            .formatted(pattern.width(), pattern.height(), grid.framesPerSecond()));
  }

  @Override
  public @Nullable Pointer frame(long runningTime, Instant time) {
    Pointer buffer = free();
    if (buffer == null || NativeMedia.gst_buffer_map(buffer, mapInfo, MAP_READ_WRITE) == 0) {
      return null;
    }
    pattern.paintMoving(mapInfo.getPointer(16).getByteBuffer(0, pattern.size()), frame, time);
    NativeMedia.gst_buffer_unmap(buffer, mapInfo);
    NativeMedia.setTimes(buffer, runningTime, runningTime, grid.frameNanos());
    return NativeMedia.gst_mini_object_ref(buffer);
  }

  private @Nullable Pointer free() {
    for (Pointer buffer : buffers) {
      if (gst_mini_object_is_writable(buffer) != 0
          && gst_buffer_is_all_memory_writable(buffer) != 0) {
        return buffer;
      }
    }
    return buffers.size() < MOST_BUFFERS ? add() : null;
  }

  private @Nullable Pointer add() {
    Pointer buffer =
        NativeMedia.gst_buffer_new_allocate(null, new NativeLong(pattern.size()), null);
    if (buffer == null || NativeMedia.gst_buffer_map(buffer, mapInfo, MAP_READ_WRITE) == 0) {
      return null;
    }
    pattern.paintStill(mapInfo.getPointer(16).getByteBuffer(0, pattern.size()));
    NativeMedia.gst_buffer_unmap(buffer, mapInfo);
    buffers.add(buffer);
    return buffer;
  }

  @Override
  public void close() {
    release();
    mapInfo.close();
  }

  private void release() {
    buffers.forEach(NativeMedia::gst_mini_object_unref);
    buffers.clear();
  }
}
