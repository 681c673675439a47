package io.finalnvr.examples.demo;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.TrackKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Books what becomes of every frame of a session: received, then durable or dropped, delivered by a
 * live player, replayed. Frames that were never received (footage of an earlier session) are left
 * out. Times are {@link System#nanoTime()}. Thread-safe.
 */
final class FrameLedger {

  private static final int EXAMPLES = 10;

  private static final class Entry {
    final String fingerprint;
    final long receivedNanos;
    boolean durable;
    boolean delivered;
    boolean replayed;

    Entry(String fingerprint, long receivedNanos) {
      this.fingerprint = fingerprint;
      this.receivedNanos = receivedNanos;
    }

    @Override
    public String toString() {
      return (durable ? "durable" : "not durable")
          + (delivered ? ", delivered" : ", not delivered")
          + (replayed ? ", replayed" : ", not replayed");
    }
  }

  private final Map<FrameKey, Entry> entries = new HashMap<>();
  private final Latencies durableNanos = new Latencies();
  private final Latencies durableNanosOfPictures = new Latencies();
  private final Latencies durableNanosOfSound = new Latencies();
  private final Latencies deliveredNanos = new Latencies();
  private long durable;
  private long dropped;
  private long delivered;
  private long replayed;
  private long different;
  private long twice;
  private final List<FrameKey> seenTwice = new ArrayList<>();

  /** A frame arrived from its camera. */
  void received(String camera, EncodedFrame frame, long nanos) {
    Entry entry = new Entry(Fingerprint.of(frame), nanos);
    synchronized (this) {
      if (entries.putIfAbsent(FrameKey.of(camera, frame), entry) != null) {
        again(FrameKey.of(camera, frame));
      }
    }
  }

  /** A frame got its receipt. */
  synchronized void durable(String camera, EncodedFrame frame, long latencyNanos) {
    Entry entry = entries.get(FrameKey.of(camera, frame));
    if (entry == null) {
      return;
    }
    if (entry.durable) {
      again(FrameKey.of(camera, frame));
      return;
    }
    entry.durable = true;
    durable++;
    durableNanos.add(latencyNanos);
    (frame.track().kind() == TrackKind.AUDIO ? durableNanosOfSound : durableNanosOfPictures)
        .add(latencyNanos);
  }

  /** A frame was given up. */
  synchronized void dropped() {
    dropped++;
  }

  /**
   * A live player delivered a frame.
   *
   * @return how long after it was received
   */
  OptionalLong delivered(String camera, EncodedFrame frame, long nanos) {
    String fingerprint = Fingerprint.of(frame);
    synchronized (this) {
      Entry entry = entries.get(FrameKey.of(camera, frame));
      if (entry == null) {
        return OptionalLong.empty();
      }
      if (entry.delivered) {
        again(FrameKey.of(camera, frame));
      } else if (matches(entry, fingerprint)) {
        entry.delivered = true;
        delivered++;
        deliveredNanos.add(nanos - entry.receivedNanos);
      }
      return OptionalLong.of(nanos - entry.receivedNanos);
    }
  }

  /** A player that reads the whole session delivered a frame. */
  void replayed(String camera, EncodedFrame frame) {
    String fingerprint = Fingerprint.of(frame);
    synchronized (this) {
      Entry entry = entries.get(FrameKey.of(camera, frame));
      if (entry == null) {
        return;
      }
      if (entry.replayed) {
        again(FrameKey.of(camera, frame));
      } else if (matches(entry, fingerprint)) {
        entry.replayed = true;
        replayed++;
      }
    }
  }

  /**
   * Compares a frame with what was received, without booking it.
   *
   * @return how long ago it was received; empty when it is of an earlier session
   */
  OptionalLong check(String camera, EncodedFrame frame, long nanos) {
    String fingerprint = Fingerprint.of(frame);
    synchronized (this) {
      Entry entry = entries.get(FrameKey.of(camera, frame));
      if (entry == null) {
        return OptionalLong.empty();
      }
      matches(entry, fingerprint);
      return OptionalLong.of(nanos - entry.receivedNanos);
    }
  }

  private void again(FrameKey key) {
    twice++;
    if (seenTwice.size() < EXAMPLES) {
      seenTwice.add(key);
    }
  }

  private boolean matches(Entry entry, String fingerprint) {
    boolean same = entry.fingerprint.equals(fingerprint);
    if (!same) {
      different++;
    }
    return same;
  }

  /** The first frames that did not go their way, with what is wrong with each. */
  synchronized List<String> examples() {
    List<String> examples = new ArrayList<>();
    seenTwice.forEach(key -> examples.add("there twice: " + key));
    entries.entrySet().stream()
        .filter(e -> !e.getValue().durable || !e.getValue().delivered || !e.getValue().replayed)
        .sorted(Comparator.comparing(e -> e.getKey().decodeTime()))
        .limit(EXAMPLES)
        .forEach(e -> examples.add(e.getValue() + ": " + e.getKey()));
    return examples;
  }

  /** What is booked so far. */
  synchronized Tally tally() {
    return new Tally(
        entries.size(),
        durable,
        dropped,
        delivered,
        replayed,
        different,
        twice,
        durableNanos.percentiles(),
        durableNanosOfPictures.percentiles(),
        durableNanosOfSound.percentiles(),
        deliveredNanos.percentiles());
  }
}
