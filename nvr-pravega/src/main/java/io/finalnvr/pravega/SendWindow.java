package io.finalnvr.pravega;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * How much of what was sent on a connection the server may not have read yet. It reads in order, so
 * whatever it answers, it has read all that was sent before. Thread-safe.
 */
final class SendWindow {

  /**
   * Up to this many unread bytes the socket takes at once: half of the send buffer that the client
   * asks for, and less than what Linux grants where nothing is configured.
   */
  static final int MOST_BYTES = 128 << 10;

  /** An append; {@code end} counts all bytes of the connection up to its own last one. */
  private record Sent(UUID writer, long number, long end) {}

  private final Deque<Sent> unanswered = new ArrayDeque<>();
  private long sent;
  private long read;

  /** Whether the socket is sure to take so many bytes more without waiting for the server. */
  synchronized boolean hasRoomFor(int bytes) {
    return sent - read + bytes <= MOST_BYTES;
  }

  /** An append goes out now, behind all before. */
  synchronized void sent(UUID writer, long number, int bytes) {
    sent += bytes;
    unanswered.add(new Sent(writer, number, sent));
  }

  /** The server has said what became of an append, and so of all before it by the same writer. */
  synchronized void answered(UUID writer, long number) {
    for (Sent append : unanswered) {
      if (append.number <= number && append.writer.equals(writer)) {
        read = Math.max(read, append.end);
      }
    }
    while (!unanswered.isEmpty() && unanswered.element().end <= read) {
      unanswered.remove();
    }
  }
}
