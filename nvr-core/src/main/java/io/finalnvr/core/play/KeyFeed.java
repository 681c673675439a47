package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.Speed;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Key frames, either way. Goes from entry to entry of the index and reads one record at each, of
 * those that lie far enough apart: what a second costs depends neither on the speed nor on how much
 * footage there is.
 */
final class KeyFeed implements Feed {

  /** Between two key frames at least, in the time of the one who watches. */
  private static final Duration APART = Duration.ofMillis(40);

  private static final int ENTRIES = 64;

  private final Lane lane;
  private final FrameLog footage;
  private final Supplier<Speed> speed;
  private final boolean backwards;
  private final Deque<IndexEntry> entries = new ArrayDeque<>();
  private final Gaps gaps = new Gaps();

  private Place place;
  private @Nullable TailIndex index;
  private @Nullable IndexEntry last;
  private boolean started;
  private boolean ended;
  private volatile @Nullable Feed following;
  private volatile boolean closed;

  KeyFeed(Lane lane, Place place, boolean backwards, Supplier<Speed> speed) {
    this.lane = lane;
    this.footage = lane.footage();
    this.place = place;
    this.backwards = backwards;
    this.speed = speed;
  }

  @Override
  public void fill(Deque<Delivery> ready, Duration patience) {
    Feed follower = following;
    if (follower != null) {
      follower.fill(ready, patience);
    } else if (!ended && backwards) {
      earlier(ready);
    } else if (!ended) {
      later(ready);
    }
  }

  // Backwards.

  private void earlier(Deque<Delivery> ready) {
    if (lane.bounds().isFirst(place)) {
      end(ready);
      return;
    }
    TailIndex known = index;
    if (known == null) {
      known = TailIndex.upTo(place.time(), footage, lane::isCancelled);
      index = known;
    }
    Instant newest = last == null ? place.time() : last.time().minus(apart());
    Optional<IndexEntry> entry = known.keyAtOrBefore(newest).filter(e -> !isBelow(e.time()));
    if (entry.isEmpty()) {
      entry = oldest(known);
    }
    if (entry.isEmpty()) {
      end(ready);
      return;
    }
    IndexEntry found = entry.get();
    Optional<Key> key = read(found);
    boolean wanted = key.isPresent() && key.get().frame().time().isBefore(place.before());
    if (last != null) {
      gaps.reset(found);
      known.between(found.time(), last.time(), ENTRIES).forEach(gaps::pass);
    }
    last = found;
    if (wanted) {
      deliver(key.get(), ready);
    }
  }

  /** The last one to be shown, however near. */
  private Optional<IndexEntry> oldest(TailIndex from) {
    Instant reached = last == null ? place.before() : last.time();
    return from.keyAtOrAfter(lane.bounds().from().orElse(Instant.EPOCH))
        .filter(first -> first.time().isBefore(reached));
  }

  private boolean isBelow(Instant time) {
    return lane.bounds().from().filter(time::isBefore).isPresent();
  }

  // Forward.

  private void later(Deque<Delivery> ready) {
    if (!started) {
      started = true;
      Optional<IndexEntry> before = footage.keyAtOrBefore(place.time());
      Instant begin = before.or(footage::first).map(IndexEntry::time).orElse(Instant.EPOCH);
      entries.addAll(footage.entries(begin, ENTRIES));
    }
    if (entries.isEmpty() && last != null) {
      entries.addAll(footage.entries(gaps.newest(last.time()).plusNanos(1), ENTRIES));
    }
    IndexEntry entry = entries.poll();
    if (entry == null) {
      follow();
      return;
    }
    if (lane.bounds().isAfter(entry.time())) {
      end(ready);
      return;
    }
    IndexEntry reached = last;
    boolean far = reached == null || !entry.time().isBefore(reached.time().plus(apart()));
    gaps.pass(entry);
    if (!entry.randomAccess() || !far) {
      return;
    }
    Optional<Key> key = read(entry);
    boolean wanted =
        key.isPresent()
            && (place.shown()
                ? key.get().frame().time().isAfter(place.time())
                : !key.get().frame().time().isBefore(place.time()) || isSought(entry));
    if (wanted && lane.bounds().isAfter(key.get().frame().time())) {
      end(ready);
      return;
    }
    if (wanted) {
      last = entry;
      deliver(key.get(), ready);
    } else if (reached == null) {
      gaps.reset(entry);
    }
  }

  /** Whether no key frame comes between an entry and the place sought. */
  private boolean isSought(IndexEntry entry) {
    IndexEntry next = entries.peek();
    return next == null || next.time().isAfter(place.time());
  }

  /** There are no more key frames: goes on with what comes after the last. */
  private void follow() {
    Feed feed = lane.forward();
    following = feed;
    if (closed) {
      feed.close();
    }
  }

  private Duration apart() {
    double nanos = APART.toNanos() * Math.abs(speed.get().factor());
    return Duration.ofNanos((long) Math.min(nanos, 1e10));
  }

  private void deliver(Key key, Deque<Delivery> ready) {
    gaps.take().forEach(gap -> ready.add(lane.outlet().gap(gap)));
    ready.add(lane.outlet().key(key.record(), key.frame()));
    lane.came(key.record().end());
    place = new Place(key.frame().time(), /* shown= */ true);
  }

  private void end(Deque<Delivery> ready) {
    ended = true;
    ready.add(Delivery.end());
  }

  private record Key(FootageRecord record, EncodedFrame frame) {}

  private Optional<Key> read(IndexEntry entry) {
    try (FootageReader reader = FootageReader.open(footage, entry.position())) {
      return reader
          .readBefore(footage.tail(), lane::isCancelled)
          .filter(record -> record.stored().position() == entry.position())
          .flatMap(
              record ->
                  record.frames().stream()
                      .filter(frame -> frame.keyFrame())
                      .filter(frame -> !record.hasVideo() || FootageRecord.isVideo(frame))
                      .findFirst()
                      .map(frame -> new Key(record, frame)));
    }
  }

  @Override
  public boolean atEdge() {
    Feed follower = following;
    return follower != null && follower.atEdge();
  }

  @Override
  public boolean isLive() {
    Feed follower = following;
    return follower != null && follower.isLive();
  }

  @Override
  public void rest() {
    Feed follower = following;
    if (follower != null) {
      follower.rest();
    }
  }

  @Override
  public void recover() {
    Feed follower = following;
    if (follower != null) {
      follower.recover();
    }
    if (!backwards && last == null) {
      started = false;
      entries.clear();
    }
  }

  @Override
  public void close() {
    closed = true;
    Feed follower = following;
    if (follower != null) {
      follower.close();
    }
  }

  /** What the index tells of gaps: where a recording was closed, and where one begins anew. */
  private final class Gaps {
    private @Nullable IndexEntry newest;
    private final List<Gap> found = new ArrayList<>();

    void reset(IndexEntry entry) {
      newest = entry;
      found.clear();
    }

    Instant newest(Instant otherwise) {
      return newest == null || newest.time().isBefore(otherwise) ? otherwise : newest.time();
    }

    void pass(IndexEntry entry) {
      if (newest != null && entry.discontinuity()) {
        found.add(backwards ? 0 : found.size(), lane.gap(newest.time(), entry.time()));
      }
      newest = entry;
    }

    List<Gap> take() {
      List<Gap> gaps = List.copyOf(found);
      found.clear();
      return gaps;
    }
  }
}
