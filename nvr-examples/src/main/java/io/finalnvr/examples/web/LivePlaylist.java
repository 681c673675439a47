package io.finalnvr.examples.web;

import io.finalnvr.media.Fragment;
import io.finalnvr.media.FragmentSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is live into pieces for HLS: each begins with a key frame and lasts at least 2 s. Keeps
 * the newest ones, within a budget. Thread-safe.
 */
final class LivePlaylist implements FragmentSink {

  /**
   * A stretch of fragments without {@code ftyp} and {@code moov}, which are the piece's header.
   *
   * @param number counted up by one
   * @param header number of its header
   * @param discontinuity whether its times do not follow from those of the piece before
   * @param discontinuities how many such pieces there were, with this one
   */
  record Piece(
      long number,
      int header,
      Instant start,
      double seconds,
      boolean discontinuity,
      long discontinuities,
      byte[] data) {}

  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final int MOST_PIECES = 8;
  private static final int LEAST_PIECES = 3;
  private static final long MOST_BYTES = 48L << 20;
  private static final int MOOF = 0x6d6f6f66;

  private final Deque<Piece> pieces = new ArrayDeque<>();
  private final TreeMap<Integer, byte[]> headers = new TreeMap<>();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private @Nullable Instant openStart;
  private Instant lastTime = Instant.EPOCH;
  private boolean openDiscontinuity;
  private int openHeader;
  private long discontinuities;
  private long next;

  @Override
  public synchronized void onFragment(Fragment fragment) {
    ByteBuffer boxes = fragment.data();
    Instant start = openStart;
    if (fragment.randomAccess()) {
      byte[] header = takeHeader(boxes);
      boolean changed = !Arrays.equals(headers.get(openHeader), header);
      boolean broken = fragment.discontinuity() || changed;
      if (start == null
          || broken
          || Duration.between(start, fragment.time()).compareTo(SHORTEST) >= 0) {
        finish(broken ? lastTime : fragment.time());
        begin(fragment.time(), broken);
        if (changed) {
          openHeader = headers.isEmpty() ? 0 : headers.lastKey() + 1;
          headers.put(openHeader, header);
        }
      }
    } else if (start == null) {
      return;
    }
    byte[] rest = new byte[boxes.remaining()];
    boxes.get(rest);
    open.writeBytes(rest);
    lastTime = fragment.time();
    if (open.size() > MOST_BYTES / LEAST_PIECES) {
      // Too much for one piece; goes on with the next key frame.
      open.reset();
      openStart = null;
    }
  }

  private void begin(Instant time, boolean discontinuity) {
    openStart = time;
    openDiscontinuity = discontinuity;
  }

  private void finish(Instant end) {
    Instant start = openStart;
    if (start != null && open.size() > 0 && end.isAfter(start)) {
      double seconds = Duration.between(start, end).toNanos() / 1e9;
      if (openDiscontinuity) {
        discontinuities++;
      }
      pieces.addLast(
          new Piece(
              next++,
              openHeader,
              start,
              seconds,
              openDiscontinuity,
              discontinuities,
              open.toByteArray()));
      forget();
      notifyAll();
    }
    open.reset();
  }

  private void forget() {
    long bytes = pieces.stream().mapToLong(piece -> piece.data().length).sum();
    while (pieces.size() > MOST_PIECES || bytes > MOST_BYTES && pieces.size() > LEAST_PIECES) {
      bytes -= pieces.removeFirst().data().length;
    }
    headers.headMap(pieces.getFirst().header()).clear();
  }

  private static byte[] takeHeader(ByteBuffer boxes) {
    int begin = boxes.position();
    while (boxes.remaining() >= 8 && boxes.getInt(boxes.position() + 4) != MOOF) {
      int size = boxes.getInt(boxes.position());
      boxes.position(Math.min(boxes.limit(), boxes.position() + Math.max(8, size)));
    }
    byte[] header = new byte[boxes.position() - begin];
    boxes.get(begin, header);
    return header;
  }

  /** The newest pieces; waits for the first one. */
  synchronized List<Piece> await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (pieces.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return new ArrayList<>(pieces);
  }

  synchronized Optional<byte[]> piece(long number) {
    return pieces.stream().filter(p -> p.number() == number).findFirst().map(Piece::data);
  }

  synchronized Optional<byte[]> header(int number) {
    return Optional.ofNullable(headers.get(number));
  }
}
