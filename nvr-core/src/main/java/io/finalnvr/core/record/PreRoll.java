package io.finalnvr.core.record;

import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest of what a camera sent that is not recorded, by groups that begin with a key frame, in
 * case that it will be asked for. The first group may go on with a recording instead. Not
 * thread-safe.
 */
final class PreRoll {

  /** A key frame and what came after it up to the next one. */
  static final class Group {
    private final List<Track> tracks;
    private final List<QueueItem> items = new ArrayList<>();
    private @Nullable Instant start;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private long bytes;
    private int frames;

    private Group(List<Track> tracks) {
      this.tracks = tracks;
    }

    /** The tracks that its frames are of. */
    List<Track> tracks() {
      return tracks;
    }

    /** Frames, what was lost between them, and the end of a session. */
    List<QueueItem> items() {
      return items;
    }

    long bytes() {
      return bytes;
    }

    int frames() {
      return frames;
    }

    private void add(Received received) {
      EncodedFrame frame = received.frame();
      start = start == null ? frame.time() : start;
      first = frame.decodeTime().isBefore(first) ? frame.decodeTime() : first;
      last = frame.decodeTime().isAfter(last) ? frame.decodeTime() : last;
      bytes += frame.size();
      frames++;
      items.add(received);
    }

    private boolean startsBy(Instant instant) {
      return start != null && !start.isAfter(instant);
    }
  }

  private final Deque<Group> groups = new ArrayDeque<>();
  private long bytes;

  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  /** Begins with frames that follow what is recorded without a hole. */
  void goOn(List<Track> tracks) {
    groups.add(new Group(tracks));
  }

  /** Adds a frame; one that can't be decoded without what is gone is left out. */
  boolean add(Received received, List<Track> tracks) {
    Group newest = groups.peekLast();
    boolean begins = isStart(received.frame(), tracks);
    if (newest == null && !begins) {
      return false;
    }
    if (newest == null || (begins && newest.frames > 0) || !newest.tracks.equals(tracks)) {
      if (!begins) {
        return false;
      }
      newest = new Group(tracks);
      groups.add(newest);
    }
    newest.add(received);
    bytes += received.frame().size();
    return true;
  }

  private static boolean isStart(EncodedFrame frame, List<Track> tracks) {
    boolean hasVideo = tracks.stream().anyMatch(track -> track.kind() == TrackKind.VIDEO);
    return frame.keyFrame() && (!hasVideo || frame.track().kind() == TrackKind.VIDEO);
  }

  /** Adds what is no frame, where there are frames to which it belongs. */
  void add(QueueItem item) {
    Group newest = groups.peekLast();
    if (newest != null) {
      newest.items.add(item);
    }
  }

  /** The decode time of the oldest frame. */
  Instant oldest() {
    Group oldest = groups.peekFirst();
    return oldest == null ? Instant.MAX : oldest.first;
  }

  /**
   * Whether the oldest group is of no use, as only what is shown from an instant on may be asked
   * for.
   */
  boolean hasOlderThan(Instant needed) {
    return groups.stream().skip(1).findFirst().filter(next -> next.startsBy(needed)).isPresent();
  }

  /** Whether all of it is older. */
  boolean isAllBefore(Instant needed) {
    Group newest = groups.peekLast();
    return newest != null && newest.last.isBefore(needed);
  }

  /** Takes the oldest group out. */
  Group removeOldest() {
    Group oldest = groups.remove();
    bytes -= oldest.bytes;
    return oldest;
  }

  /** How many groups come before the one that shows an instant; 0 where none is that old. */
  int groupsBefore(Instant instant) {
    int before = -1;
    int number = 0;
    for (Group group : groups) {
      if (group.startsBy(instant)) {
        before = number;
      }
      number++;
    }
    return Math.max(0, before);
  }

  /** Takes everything out. */
  List<Group> removeAll() {
    List<Group> all = List.copyOf(groups);
    groups.clear();
    bytes = 0;
    return all;
  }
}
