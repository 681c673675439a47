package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.MediaException;
import io.finalnvr.TimeRange;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says that there is no footage, and where there is some. */
final class MissingFootage {

  private MissingFootage() {}

  /** Nothing in a range; says what there is of the first camera. */
  static MediaException in(List<CameraLog> cameras, TimeRange range) {
    CameraLog first = cameras.get(0);
    return in(
        first.cameraId(), "from %s to %s".formatted(range.start(), range.end()), first.footage());
  }

  /** Nothing in what was asked for; says what there is. */
  static MediaException in(String cameraId, String asked, FrameLog footage) {
    Optional<IndexEntry> first = footage.first();
    Optional<IndexEntry> last = footage.last();
    String there =
        first.isPresent() && last.isPresent()
            ? "footage reaches from %s to %s".formatted(first.get().time(), last.get().time())
            : "nothing was recorded yet";
    return of("camera %s has no footage %s; %s".formatted(cameraId, asked, there));
  }

  /** The instant is in a gap; says why, and where footage ends before it and goes on after it. */
  static MediaException at(String cameraId, Instant instant, Gap gap) {
    return of(
        "camera %s has no footage at %s (%s%s); it ends at %s and goes on at %s"
            .formatted(
                cameraId,
                instant,
                gap.cause(),
                gap.detail().isEmpty() ? "" : ": " + gap.detail(),
                gap.range().start(),
                gap.range().end()));
  }

  private static MediaException of(String message) {
    return new MediaException(MediaException.Reason.NO_FOOTAGE, message);
  }
}
