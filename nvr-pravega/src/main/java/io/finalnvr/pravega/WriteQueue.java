package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The writes of a sink that are not durable: which are on their way, and which go next. Only a few
 * appends are on their way at once; what comes meanwhile waits, and then goes as one. Not
 * thread-safe.
 */
final class WriteQueue {

  /** Appends on their way; enough to hide the time that one takes. */
  static final int MOST_APPENDS = 8;

  /** Writes are put together into one append up to this size. */
  static final int MOST_BYTES = 1 << 20;

  private final Deque<PendingWrite> sent = new ArrayDeque<>();
  private final Deque<PendingWrite> waiting = new ArrayDeque<>();
  private final Deque<Long> appends = new ArrayDeque<>();
  private long tail;
  private long lastNumber;
  private long appendsMade;

  WriteQueue(long offset) {
    this.tail = offset;
  }

  PendingWrite add(ByteBuffer data) {
    PendingWrite write = new PendingWrite(++lastNumber, tail, data, new CompletableFuture<>());
    tail += data.remaining();
    waiting.add(write);
    return write;
  }

  boolean isEmpty() {
    return sent.isEmpty() && waiting.isEmpty();
  }

  /** Number of the oldest write that is not durable. */
  long oldest() {
    return (sent.isEmpty() ? waiting : sent).element().number();
  }

  /** The writes of the next append; none where nothing waits, or enough is on its way. */
  List<PendingWrite> next() {
    List<PendingWrite> append = new ArrayList<>();
    if (appends.size() == MOST_APPENDS) {
      return append;
    }
    long bytes = 0;
    while (!waiting.isEmpty()
        && (append.isEmpty() || bytes + waiting.element().data().remaining() <= MOST_BYTES)) {
      PendingWrite write = waiting.remove();
      bytes += write.data().remaining();
      append.add(write);
      sent.add(write);
    }
    if (!append.isEmpty()) {
      appends.add(append.get(append.size() - 1).number());
      appendsMade++;
    }
    return append;
  }

  /** The append that was taken last was not sent after all. */
  void putBack(List<PendingWrite> append) {
    for (int i = append.size() - 1; i >= 0; i--) {
      if (sent.peekLast() != append.get(i)) {
        return; // Drained meanwhile.
      }
      waiting.addFirst(sent.removeLast());
    }
    appends.removeLast();
    appendsMade--;
  }

  /** Takes out what is durable: everything up to a number. */
  List<PendingWrite> stored(long number) {
    List<PendingWrite> durable = new ArrayList<>();
    while (!sent.isEmpty() && sent.element().number() <= number) {
      durable.add(sent.remove());
    }
    while (!appends.isEmpty() && appends.element() <= number) {
      appends.remove();
    }
    return durable;
  }

  /** Nothing is on its way any more: what was sent goes again. */
  void resend() {
    while (!sent.isEmpty()) {
      waiting.addFirst(sent.removeLast());
    }
    appends.clear();
  }

  /** Whether there is a next append. */
  boolean hasNext() {
    return !waiting.isEmpty() && appends.size() < MOST_APPENDS;
  }

  /** Takes everything out. */
  List<PendingWrite> drain() {
    resend();
    List<PendingWrite> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  /** How many appends there were, those that were made again included. */
  long appendsMade() {
    return appendsMade;
  }
}
