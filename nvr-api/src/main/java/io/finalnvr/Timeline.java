package io.finalnvr;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What there is of one camera: recordings, and between them gaps. An immutable snapshot.
 *
 * <pre>
 *   |== recording ==|-- gap --|===== recording =====|--|== recording (live) ==...
 * </pre>
 *
 * @param cameraId the camera
 * @param recordings ordered, not overlapping
 * @param gaps ordered; every hole between two recordings is one, and so is every stretch inside of
 *     a recording from which frames were dropped
 */
public record Timeline(String cameraId, List<Recording> recordings, List<Gap> gaps) {

  /** Copies the lists. */
  public Timeline {
    recordings = List.copyOf(recordings);
    gaps = List.copyOf(gaps);
  }

  /** From the first recorded instant to the last; empty where nothing was recorded. */
  public Optional<TimeRange> range() {
    return recordings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TimeRange(recordings.get(0).start(), recordings.get(recordings.size() - 1).end()));
  }

  /** The recording that holds the instant. */
  public Optional<Recording> recordingAt(Instant instant) {
    return recordings.stream().filter(r -> r.range().contains(instant)).findFirst();
  }
}
