package io.finalnvr.core.play;

import io.finalnvr.core.mp4.FragmentWriter;
import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Footage whose frames are numbered from 0: frame n has its number in its data. Ten frames a
 * second, a key frame every second where not told otherwise.
 */
public final class TestFootage implements AutoCloseable {

  /** How long a frame lasts. */
  public static final Duration FRAME = Duration.ofMillis(100);

  static final VideoTrack VIDEO =
      new VideoTrack(1, Codec.H264, 640, 360, hex("0164001effe100046764002801000468ebe3cb"));
  static final AudioTrack AUDIO = new AudioTrack(2, Codec.AAC, 48_000, 2, hex("1190"));

  private final FrameLog log;
  private final List<CompletableFuture<?>> pending = new ArrayList<>();
  private FrameLogWriter writer;
  private FragmentWriter fragments;
  private Instant next;
  private Instant lastEntry;
  private boolean awaitsIndex = true;
  private int number;
  private int keyEvery = 10;
  private int sinceKey;
  private boolean sound;
  private Duration soundAhead = Duration.ofMillis(50);

  /** Footage in a log, not yet begun. */
  public TestFootage(FrameLog log) {
    this.log = log;
  }

  /** From now on does not wait for the index, which follows the data. */
  public TestFootage withLateIndex() {
    awaitsIndex = false;
    return this;
  }

  /** Begins a recording. */
  public TestFootage recording(Instant start) {
    if (writer == null) {
      writer = log.openWriter();
      lastEntry = log.last().map(IndexEntry::time).orElse(null);
    }
    next = start;
    sinceKey = 0;
    fragments = new FragmentWriter(tracks(), start.minusSeconds(1));
    return this;
  }

  /** From now on every n-th frame is a key frame, the next one too. */
  public TestFootage keyEvery(int frames) {
    keyEvery = frames;
    sinceKey = 0;
    return this;
  }

  /** From now on every record holds sound, 50 ms before the picture, with its number. */
  public TestFootage sound() {
    sound = true;
    return this;
  }

  /** From now on every record holds sound that begins after the picture and outlasts it. */
  public TestFootage soundThatOutlasts(Duration byHowMuch) {
    soundAhead = byHowMuch.negated();
    return sound();
  }

  /**
   * Appends frames and waits until they are durable, and in the index as far as they belong there.
   */
  public TestFootage frames(int count) {
    for (int i = 0; i < count; i++) {
      boolean key = sinceKey % keyEvery == 0;
      append(frame(next, next, key), key);
      next = next.plus(FRAME);
      sinceKey++;
    }
    flush();
    return this;
  }

  /**
   * Appends a key frame and groups of P B B after it: decoded in the order 0 3 1 2 6 4 5 ..., shown
   * in the order of their numbers, one frame after they are decoded at the earliest.
   */
  public TestFootage reorderedFrames(int groups) {
    int first = number;
    Instant shown = next.plus(FRAME);
    int[] order = new int[1 + 3 * groups];
    for (int g = 0; g < groups; g++) {
      order[1 + 3 * g] = 3 * g + 3;
      order[2 + 3 * g] = 3 * g + 1;
      order[3 + 3 * g] = 3 * g + 2;
    }
    for (int offset : order) {
      number = first + offset;
      append(frame(shown.plus(FRAME.multipliedBy(offset)), next, offset == 0), offset == 0);
      next = next.plus(FRAME);
    }
    flush();
    number = first + order.length;
    sinceKey = 0;
    return this;
  }

  /** Appends bytes that are no footage. */
  public TestFootage garbage(boolean randomAccess) {
    await(writer.append(next, randomAccess, false, ByteBuffer.wrap(new byte[] {0, 0, 0, 9, 1})));
    appended(next, randomAccess);
    next = next.plus(FRAME);
    return this;
  }

  /** Loses frames: the next one is a key frame and carries a discontinuity. */
  public TestFootage hole(Duration length) {
    next = next.plus(length);
    sinceKey = 0;
    discontinuity = true;
    return this;
  }

  private boolean discontinuity;

  /** Appends a record of nothing but sound, as it is left over at the end of a recording. */
  public TestFootage soundAlone() {
    EncodedFrame heard =
        new EncodedFrame(AUDIO, next, next, FRAME, true, /* discontinuity= */ false, false, data());
    await(writer.append(next, false, false, fragments.payload(List.of(heard), false)));
    next = next.plus(FRAME);
    return this;
  }

  /** Ends the recording in good order. */
  public TestFootage end() {
    await(writer.endRecording(next));
    lastEntry = next;
    return this;
  }

  /** Time of the next frame. */
  public Instant next() {
    return next;
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }

  private EncodedFrame frame(Instant time, Instant decodeTime, boolean key) {
    return new EncodedFrame(
        VIDEO, time, decodeTime, FRAME, key, discontinuity, /* decodeOnly= */ false, data());
  }

  private void append(EncodedFrame video, boolean key) {
    List<EncodedFrame> frames = new ArrayList<>();
    if (sound) {
      Instant heard = video.time().minus(soundAhead);
      frames.add(new EncodedFrame(AUDIO, heard, heard, FRAME, true, discontinuity, false, data()));
    }
    frames.add(video);
    pending.add(
        writer.append(video.decodeTime(), key, discontinuity, fragments.payload(frames, key)));
    discontinuity = false;
    appended(video.decodeTime(), key);
    number++;
  }

  private ByteBuffer data() {
    return ByteBuffer.allocate(4).putInt(number).flip();
  }

  private List<Track> tracks() {
    return sound ? List.of(VIDEO, AUDIO) : List.of(VIDEO);
  }

  private static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
  }

  private void flush() {
    pending.forEach(TestFootage::await);
    pending.clear();
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (awaitsIndex && log.last().filter(e -> !e.time().isBefore(lastEntry)).isEmpty()) {
      if (System.nanoTime() > giveUp) {
        throw new AssertionError("not in the index: entry of " + lastEntry);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void appended(Instant time, boolean key) {
    Duration passed = lastEntry == null ? Duration.ZERO : Duration.between(lastEntry, time);
    if (lastEntry == null
        || (key && passed.toMillis() >= 500)
        || passed.compareTo(Duration.ofSeconds(10)) > 0) {
      lastEntry = time;
    }
  }

  private static void await(CompletableFuture<?> done) {
    done.orTimeout(60, TimeUnit.SECONDS).join();
  }
}
