package io.finalnvr.core.mp4;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file has to say of the samples of one track, some 20 bytes for each. Times are
 * microseconds since the writer's origin.
 */
final class TrackTable {

  private static final int MAX_CHUNK = 1 << 20;

  private final int id;
  private final List<Track> descriptions = new ArrayList<>();
  private final IntTable deltas = new IntTable();
  private final List<Long> longDeltas = new ArrayList<>();
  private final IntTable compositions = new IntTable();
  private final IntTable sizes = new IntTable();
  private final IntTable keys = new IntTable();
  private final IntTable chunkOffsets = new IntTable();
  private final IntTable chunkRuns = new IntTable();

  private long firstDecode;
  private long lastDecode;
  private long lastDuration;
  private long firstTime = Long.MAX_VALUE;
  private long endTime = Long.MIN_VALUE;
  private long longestDelta = 1;
  private boolean reordered;
  private boolean early;

  private long chunkEnd = -1;
  private long chunkBytes;
  private int chunkSamples;
  private int chunkDescription;

  /** For the track with this id in the file. */
  TrackTable(int id) {
    this.id = id;
  }

  int id() {
    return id;
  }

  /** Adds a sample of {@code size} bytes at {@code position} of the media. */
  void add(EncodedFrame frame, long decode, long time, long position, int size) {
    int sample = sizes.size();
    boolean video = frame.track().kind() == TrackKind.VIDEO;
    long decodeMicros = sample == 0 ? decode : Math.max(decode, lastDecode + 1);
    long timeMicros = video ? time : decodeMicros;
    if (sample == 0) {
      firstDecode = decodeMicros;
    } else {
      addDelta(decodeMicros - lastDecode);
    }
    if (video) {
      int composition = Math.toIntExact(timeMicros - decodeMicros);
      compositions.add(composition);
      reordered |= composition != 0;
      early |= composition < 0;
    }
    sizes.add(size);
    if (frame.keyFrame()) {
      keys.add(sample + 1);
    }
    lastDecode = decodeMicros;
    lastDuration = Math.max(0, Micros.of(frame.duration()));
    firstTime = Math.min(firstTime, timeMicros);
    endTime = Math.max(endTime, timeMicros + lastDuration);
    chunk(frame.track(), position, size);
  }

  private void addDelta(long delta) {
    longestDelta = Math.max(longestDelta, delta);
    if (delta == (int) delta) {
      deltas.add((int) delta);
    } else {
      deltas.add(-1 - longDeltas.size());
      longDeltas.add(delta);
    }
  }

  private void chunk(Track track, long position, int size) {
    int description = describe(track);
    if (position != chunkEnd || description != chunkDescription || chunkBytes > MAX_CHUNK) {
      endChunk();
      chunkOffsets.add((int) (position >> 32));
      chunkOffsets.add((int) position);
      chunkDescription = description;
      chunkBytes = 0;
    }
    chunkSamples++;
    chunkBytes += size;
    chunkEnd = position + size;
  }

  /** Ends the current chunk; chunks alike are one run. */
  private void endChunk() {
    int runs = chunkRuns.size();
    boolean alike =
        runs > 0
            && chunkRuns.get(runs - 2) == chunkSamples
            && chunkRuns.get(runs - 1) == chunkDescription;
    if (chunkSamples > 0 && !alike) {
      chunkRuns.add(chunkOffsets.size() / 2);
      chunkRuns.add(chunkSamples);
      chunkRuns.add(chunkDescription);
    }
    chunkSamples = 0;
  }

  /** Index of the sample entry, from 1. */
  private int describe(Track track) {
    int last = descriptions.size() - 1;
    if (last >= 0 && (descriptions.get(last) == track || descriptions.get(last).equals(track))) {
      return last + 1;
    }
    int known = descriptions.indexOf(track);
    if (known < 0) {
      descriptions.add(track);
      return descriptions.size();
    }
    return known + 1;
  }

  /** Whether {@code track} is not the only description so far. */
  boolean changes(Track track) {
    return descriptions.size() > 1 || !descriptions.isEmpty() && !track().equals(track);
  }

  void finish() {
    endChunk();
  }

  /**
   * Lets the picture that is shown at an instant begin there. What is to be seen stays the same;
   * players that show no picture from its middle on show it, too.
   */
  void clip(long start) {
    int shown = -1;
    long decode = firstDecode;
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < compositions.size() && decode <= start; i++) {
      long time = decode + compositions.get(i);
      if (time <= start && time > latest) {
        latest = time;
        shown = i;
      }
      decode += delta(i);
    }
    if (shown >= 0 && latest < start && start - latest <= Integer.MAX_VALUE) {
      int composition = compositions.get(shown) + (int) (start - latest);
      compositions.set(shown, composition);
      reordered |= composition != 0;
    }
  }

  Track track() {
    return descriptions.get(0);
  }

  List<Track> descriptions() {
    return descriptions;
  }

  int samples() {
    return sizes.size();
  }

  int size(int sample) {
    return sizes.get(sample);
  }

  /** Time from the decode time of a sample to that of the next one; its duration for the last. */
  long delta(int sample) {
    if (sample == deltas.size()) {
      return lastDuration;
    }
    int delta = deltas.get(sample);
    return delta < 0 ? longDeltas.get(-1 - delta) : delta;
  }

  int composition(int sample) {
    return compositions.get(sample);
  }

  /** Whether presentation and decode times differ anywhere. */
  boolean reordered() {
    return reordered;
  }

  /** Whether a sample is presented before its decode time. */
  boolean early() {
    return early;
  }

  long longestDelta() {
    return Math.max(longestDelta, lastDuration);
  }

  IntTable keys() {
    return keys;
  }

  int chunks() {
    return chunkOffsets.size() / 2;
  }

  long chunkOffset(int chunk) {
    return (long) chunkOffsets.get(chunk * 2) << 32
        | chunkOffsets.get(chunk * 2 + 1) & 0xffff_ffffL;
  }

  /** Triples of first chunk (from 1), samples in each chunk, and sample entry. */
  IntTable chunkRuns() {
    return chunkRuns;
  }

  long firstDecode() {
    return firstDecode;
  }

  /** When the first sample is presented. */
  long firstTime() {
    return firstTime;
  }

  /** When the last sample ends. */
  long endTime() {
    return endTime;
  }
}
