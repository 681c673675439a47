package io.finalnvr.gstreamer;

import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the frames of all streams of a session into the order that {@link MediaHandler} promises:
 * tracks first, then frames, the first picture a key frame, and new tracks only in front of one.
 *
 * <p>Tracks are announced when those of all expected streams are known. A stream of sound that
 * stays silent for {@link #SILENT_AUDIO} does not hold up the pictures; should it speak later, it
 * joins at a key frame. Not thread-safe: the session holds its lock.
 */
final class Delivery {

  static final Duration SILENT_AUDIO = Duration.ofMillis(1500);

  private static final int MOST_BYTES_KEPT = 32 << 20;

  private final MediaHandler handler;
  private final Duration silentAudio;
  private final Map<Integer, TrackKind> expected = new TreeMap<>();
  private final Map<Integer, Track> known = new TreeMap<>();
  private final ArrayDeque<Kept> kept = new ArrayDeque<>();
  private Map<Integer, Track> announced = Map.of();
  private int keptBytes;
  private boolean waitingForKey = true;
  private boolean begun;
  private long firstFrameNanos;

  /** A frame that waits for the tracks to be known. */
  private record Kept(SourceFrame frame, long sinceNanos) {}

  /**
   * For a session.
   *
   * @param silentAudio how long a stream of sound may stay silent before it holds up nothing more
   */
  Delivery(MediaHandler handler, Duration silentAudio) {
    this.handler = handler;
    this.silentAudio = silentAudio;
  }

  /** A stream that frames are to come from; all are said before the first frame of any. */
  void expect(int id, TrackKind kind) {
    expected.put(id, kind);
  }

  /** A track whose first frame is there, and is handed over later. */
  void foresee(Track track) {
    if (!connected()) {
      known.putIfAbsent(track.id(), track);
    }
  }

  /** Whether the tracks are known, and the handler knows them. */
  boolean connected() {
    return !announced.isEmpty();
  }

  /** The next frame of a stream; {@code nowNanos} is on any clock that {@link #tick} uses too. */
  void accept(SourceFrame frame, long nowNanos) {
    if (!begun) {
      begun = true;
      firstFrameNanos = nowNanos;
    }
    known.put(frame.track().id(), frame.track());
    if (connected()) {
      deliver(frame);
      return;
    }
    keep(new Kept(frame, nowNanos));
    tick(nowNanos);
  }

  /** Lets time pass: announces the tracks without a stream of sound that stays silent. */
  void tick(long nowNanos) {
    if (connected() || !begun) {
      return;
    }
    boolean late = nowNanos - firstFrameNanos > silentAudio.toNanos();
    for (Map.Entry<Integer, TrackKind> stream : expected.entrySet()) {
      boolean mayBeLeftOut = late && stream.getValue() != TrackKind.VIDEO;
      if (!known.containsKey(stream.getKey()) && !mayBeLeftOut) {
        return;
      }
    }
    announce();
    List<Kept> frames = new ArrayList<>(kept);
    kept.clear();
    frames.forEach(
        k -> deliver(k.frame().kept(Duration.ofNanos(Math.max(0, nowNanos - k.sinceNanos())))));
  }

  private void keep(Kept frame) {
    kept.add(frame);
    keptBytes += frame.frame().data().remaining();
    while (keptBytes > MOST_BYTES_KEPT) {
      keptBytes -= kept.remove().frame().data().remaining();
    }
  }

  private void deliver(SourceFrame frame) {
    boolean video = frame.track().kind() == TrackKind.VIDEO;
    boolean entry = frame.keyFrame() && (video || !hasVideo(known));
    if (entry && !announced.equals(known)) {
      announce();
    }
    if (!frame.track().equals(announced.get(frame.track().id()))) {
      return;
    }
    if (video) {
      waitingForKey &= !frame.keyFrame();
      if (waitingForKey) {
        return;
      }
    }
    handler.onFrame(frame);
  }

  private void announce() {
    announced = new LinkedHashMap<>(known);
    waitingForKey = true;
    handler.onTracks(List.copyOf(announced.values()));
  }

  private static boolean hasVideo(Map<Integer, Track> tracks) {
    return tracks.values().stream().anyMatch(track -> track.kind() == TrackKind.VIDEO);
  }
}
