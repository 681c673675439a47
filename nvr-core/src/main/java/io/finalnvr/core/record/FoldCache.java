package io.finalnvr.core.record;

import io.finalnvr.Gap;
import io.finalnvr.Recording;
import io.finalnvr.Timeline;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The timeline that the index of a log tells. The first time costs the whole index, later only what
 * is new in it. Thread-safe.
 */
final class FoldCache {

  private final String cameraId;
  private final FrameLog footage;
  private IndexFold fold;

  FoldCache(String cameraId, FrameLog footage) {
    this.cameraId = cameraId;
    this.footage = footage;
    this.fold = new IndexFold(footage);
  }

  /** As it is now. Blocks on I/O. */
  synchronized Timeline timeline(Instant now) {
    Optional<IndexEntry> last = fold.last();
    if (last.isPresent() && !footage.entryAtOrBefore(last.get().time()).equals(last)) {
      fold = new IndexFold(footage); // The log was deleted, and is another one now.
    }
    fold.advance();
    return since(footage.first().map(IndexEntry::time).orElse(Instant.MAX), now);
  }

  /** Without what was cut off since it was read. */
  private Timeline since(Instant oldest, Instant now) {
    Timeline all = fold.upToTheTail(cameraId, now);
    List<Recording> recordings = new ArrayList<>();
    for (Recording recording : all.recordings()) {
      if (!recording.start().isBefore(oldest)) {
        recordings.add(recording);
      } else if (recording.end().isAfter(oldest)) {
        recordings.add(new Recording(oldest, recording.end(), recording.live()));
      }
    }
    List<Gap> gaps = all.gaps().stream().filter(gap -> gap.range().end().isAfter(oldest)).toList();
    return new Timeline(cameraId, recordings, gaps);
  }
}
