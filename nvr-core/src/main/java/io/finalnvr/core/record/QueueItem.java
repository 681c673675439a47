package io.finalnvr.core.record;

import io.finalnvr.GapCause;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What passes from a camera's session to the thread that writes records. */
sealed interface QueueItem {

  /** A session begins, or goes on with other tracks. */
  record Tracks(List<Track> tracks) implements QueueItem {}

  /** A frame; {@code receivedNanos} by {@link io.finalnvr.core.Clocks#nanoTime()}. */
  record Received(EncodedFrame frame, long receivedNanos) implements QueueItem {}

  /** Frames that were there and are not: dropped here, or lost on the way. */
  record Lost(Instant from, Instant to, GapCause cause, String detail, long frames, long bytes)
      implements QueueItem {
    /** For a number that nobody knows. */
    static final long UNKNOWN = -1;
  }

  /** Nothing is to be recorded now; the recording may go on with the next frame. */
  record Pause(GapCause cause, String detail) implements QueueItem {}

  /** From an instant on, footage is missing for this cause. Counts while nothing is recorded. */
  record Waiting(Instant at, GapCause cause, String detail) implements QueueItem {}

  /** The session is over. */
  record End(GapCause cause, String detail) implements QueueItem {}

  /** Completes when everything before it is settled. */
  record Flush(CompletableFuture<Void> done) implements QueueItem {}
}
