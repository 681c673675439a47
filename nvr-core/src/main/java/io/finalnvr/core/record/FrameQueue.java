package io.finalnvr.core.record;

import io.finalnvr.GapCause;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.record.QueueItem.Lost;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.TrackKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a camera that are not durable yet, within a budget of bytes of its own and one that
 * all share. Counts those that were taken out too, until {@link #settled}. Thread-safe.
 *
 * <p>Overflow rule: the frame that does not fit and all after it are dropped, up to the next key
 * frame that finds half of its own budget free, and of what it may have of the shared one. What was
 * dropped goes into the queue as one {@link Lost}.
 */
final class FrameQueue {

  private final long budgetBytes;
  private final SharedBudget.Account shared;
  private final Clocks clocks;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<QueueItem> items = new ArrayDeque<>();
  private long bytesInFlight;
  private long room;
  private GapCause dropCause = GapCause.OVERLOAD;
  private @Nullable Dropping dropping;

  FrameQueue(long budgetBytes, SharedBudget shared, Clocks clocks) {
    this.budgetBytes = budgetBytes;
    this.shared = shared.open();
    this.clocks = clocks;
  }

  /**
   * Adds a frame, or drops it; tells why it was dropped. Does not end a wait: {@link #wake} does,
   * where whoever adds it does not record it too.
   */
  Optional<GapCause> offer(Received received) {
    EncodedFrame frame = received.frame();
    lock.lock();
    try {
      if (dropping != null && mayResume(frame)) {
        finishDropping(frame.decodeTime());
        frame = withDiscontinuity(frame);
      }
      if (dropping == null && bytesInFlight + frame.size() > budgetBytes + room) {
        dropping = new Dropping(frame.decodeTime(), dropCause, ownIsFull());
      } else if (dropping == null && !shared.grow(beyondRoom(frame.size()))) {
        dropping = new Dropping(frame.decodeTime(), dropCause, sharedIsFull());
      }
      if (dropping != null) {
        dropping.add(frame);
        return Optional.of(dropping.cause);
      }
      bytesInFlight += frame.size();
      items.add(new Received(frame, received.receivedNanos()));
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Adds what is not a frame; always fits. */
  void put(QueueItem item) {
    lock.lock();
    try {
      if (dropping != null && endsFrames(item)) {
        finishDropping(dropping.until);
      }
      items.add(item);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static boolean endsFrames(QueueItem item) {
    return item instanceof QueueItem.End || item instanceof QueueItem.Pause;
  }

  /**
   * Makes room, beyond the budget, for frames that were in memory anyway, until as many bytes are
   * settled.
   *
   * @param most how much there may be of it at the same time
   */
  void makeRoom(long bytes, long most) {
    lock.lock();
    try {
      room = Math.min(room + bytes, most);
      shared.shrink(beyondRoom(0));
    } finally {
      lock.unlock();
    }
  }

  /** Waits for an item, or until {@link #wake}, at most so long. */
  void await(long timeoutNanos) throws InterruptedException {
    lock.lock();
    try {
      if (items.isEmpty()) {
        clocks.await(changed, timeoutNanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The oldest item, which stays. */
  Optional<QueueItem> peek() {
    lock.lock();
    try {
      return Optional.ofNullable(items.peek());
    } finally {
      lock.unlock();
    }
  }

  /** Takes the oldest item. */
  Optional<QueueItem> poll() {
    lock.lock();
    try {
      return Optional.ofNullable(items.poll());
    } finally {
      lock.unlock();
    }
  }

  /** Waits until {@link #wake} or a new item, at most so long. */
  void pause(long nanos) throws InterruptedException {
    lock.lock();
    try {
      clocks.await(changed, nanos);
    } finally {
      lock.unlock();
    }
  }

  /** Takes everything out. */
  List<QueueItem> drain() {
    lock.lock();
    try {
      List<QueueItem> all = List.copyOf(items);
      items.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a wait in {@link #await} or {@link #pause}. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Frames of so many bytes are durable or given up. */
  void settled(long bytes) {
    lock.lock();
    try {
      bytesInFlight -= bytes;
      room = Math.max(0, room - bytes);
      shared.shrink(beyondRoom(0));
    } finally {
      lock.unlock();
    }
  }

  /** What to blame from now on when frames do not fit. */
  void blame(GapCause cause) {
    lock.lock();
    try {
      dropCause = cause;
    } finally {
      lock.unlock();
    }
  }

  long bytesInFlight() {
    lock.lock();
    try {
      return bytesInFlight;
    } finally {
      lock.unlock();
    }
  }

  private boolean mayResume(EncodedFrame frame) {
    return frame.keyFrame()
        && (frame.track().kind() == TrackKind.VIDEO || !dropping().sawVideo)
        && bytesInFlight <= budgetBytes / 2 + room
        && bytesInFlight + frame.size() <= budgetBytes + room
        && shared.mayBeginAgain(beyondRoom(frame.size()));
  }

  /** What the frames take, and those to come, that there was no memory for anyway. */
  private long beyondRoom(int more) {
    return Math.max(0, bytesInFlight + more - room);
  }

  private String ownIsFull() {
    return "frames did not become durable in time: the frame budget of %d bytes was full"
        .formatted(budgetBytes);
  }

  private String sharedIsFull() {
    return "frames did not become durable in time: the frame budget of all cameras, %d bytes, was full"
        .formatted(shared.bound());
  }

  /** Nothing comes any more. */
  void close() {
    shared.close();
  }

  private Dropping dropping() {
    if (dropping == null) {
      throw new IllegalStateException("nothing is being dropped");
    }
    return dropping;
  }

  private void finishDropping(Instant until) {
    Dropping done = dropping();
    dropping = null;
    items.add(
        new Lost(
            done.from,
            until.isAfter(done.from) ? until : done.until,
            done.cause,
            done.why,
            done.frames,
            done.bytes));
  }

  private static EncodedFrame withDiscontinuity(EncodedFrame f) {
    return new EncodedFrame(
        f.track(),
        f.time(),
        f.decodeTime(),
        f.duration(),
        f.keyFrame(),
        /* discontinuity= */ true,
        f.decodeOnly(),
        f.data());
  }

  /** A run of dropped frames. */
  private static final class Dropping {
    private final Instant from;
    private final GapCause cause;
    private final String why;
    private Instant until;
    private long frames;
    private long bytes;
    private boolean sawVideo;

    Dropping(Instant from, GapCause cause, String why) {
      this.from = from;
      this.until = from;
      this.cause = cause;
      this.why = why;
    }

    void add(EncodedFrame frame) {
      frames++;
      bytes += frame.size();
      sawVideo |= frame.track().kind() == TrackKind.VIDEO;
      Instant end = frame.decodeTime().plus(frame.duration());
      until = end.isAfter(until) ? end : until;
    }
  }
}
