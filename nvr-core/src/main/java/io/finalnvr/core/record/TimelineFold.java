package io.finalnvr.core.record;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Recording;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a timeline of a ledger. Pure.
 *
 * <p>A recording that has begun and not ended is live where somebody records the camera; else its
 * recorder crashed, and a gap has begun. Recordings before the oldest footage left by retention are
 * cut.
 */
public final class TimelineFold {

  private TimelineFold() {}

  /**
   * The timeline.
   *
   * @param events of the ledger, oldest first
   * @param footage from the oldest to the newest record; empty where there is none
   * @param recordedNow whether somebody holds the camera's lease
   * @param now where a gap that still grows ends
   */
  public static Timeline timeline(
      String cameraId,
      List<LedgerEvent> events,
      Optional<TimeRange> footage,
      boolean recordedNow,
      Instant now) {
    if (footage.isEmpty()) {
      return new Timeline(cameraId, List.of(), List.of());
    }
    Fold fold = new Fold(footage.get(), recordedNow, now);
    events.forEach(fold::add);
    return fold.finish(cameraId);
  }

  private static final class Fold {
    private final TimeRange footage;
    private final boolean recordedNow;
    private final Instant now;
    private final List<Recording> recordings = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private @Nullable Instant openSince;
    private LedgerEvent.@Nullable Ended lastEnd;

    Fold(TimeRange footage, boolean recordedNow, Instant now) {
      this.footage = footage;
      this.recordedNow = recordedNow;
      this.now = now;
    }

    void add(LedgerEvent event) {
      if (event instanceof LedgerEvent.Started started) {
        if (openSince != null) {
          end(new LedgerEvent.Ended(started.at(), GapCause.UNKNOWN, ""));
        }
        openSince = started.at();
      } else if (event instanceof LedgerEvent.Resumed resumed) {
        resume(resumed.at());
      } else if (event instanceof LedgerEvent.Ended ended) {
        end(ended);
      } else if (event instanceof LedgerEvent.Lost lost && lost.to().isAfter(footage.start())) {
        gaps.add(
            new Gap(
                new TimeRange(lost.from(), lost.to()),
                lost.cause(),
                lost.detail(),
                lost.frames(),
                lost.bytes()));
      }
    }

    private void end(LedgerEvent.Ended ended) {
      if (openSince == null) {
        otherCause(ended);
        return;
      }
      if (addRecording(openSince, ended.at(), /* live= */ false)) {
        lastEnd = ended;
      }
      openSince = null;
    }

    /** What is missing from then on is so for another cause. */
    private void otherCause(LedgerEvent.Ended ended) {
      if (lastEnd == null || ended.at().isBefore(lastEnd.at())) {
        return;
      }
      if (ended.at().isAfter(lastEnd.at())) {
        gaps.add(Gap.of(lastEnd.at(), ended.at(), lastEnd.cause(), lastEnd.detail()));
      }
      lastEnd = ended;
    }

    /** The recording that ended last has not ended. */
    private void resume(Instant at) {
      if (openSince != null) {
        return;
      }
      openSince = at;
      if (lastEnd != null && !recordings.isEmpty()) {
        Recording last = recordings.get(recordings.size() - 1);
        if (last.end().equals(lastEnd.at())) {
          openSince = recordings.remove(recordings.size() - 1).start();
          lastEnd = null;
        }
      }
    }

    /** Whether there is anything in it. */
    private boolean addRecording(Instant start, Instant end, boolean live) {
      Instant from = start.isBefore(footage.start()) ? footage.start() : start;
      if (!end.isAfter(from)) {
        return false;
      }
      if (lastEnd != null && !from.isBefore(lastEnd.at())) {
        gaps.add(Gap.of(lastEnd.at(), from, lastEnd.cause(), lastEnd.detail()));
      }
      lastEnd = null;
      recordings.add(new Recording(from, end, live));
      return true;
    }

    Timeline finish(String cameraId) {
      if (openSince != null && !openSince.isAfter(footage.end())) {
        Instant end = footage.end();
        addRecording(openSince, end.isAfter(openSince) ? end : end.plusNanos(1_000), recordedNow);
        if (!recordedNow) {
          lastEnd =
              new LedgerEvent.Ended(
                  end, GapCause.CRASHED, "the recorder ended without closing the recording");
        }
      }
      if (lastEnd != null && lastEnd.cause() != GapCause.STOPPED && now.isAfter(lastEnd.at())) {
        gaps.add(Gap.of(lastEnd.at(), now, lastEnd.cause(), lastEnd.detail()));
      }
      gaps.sort(Comparator.comparing(gap -> gap.range().start()));
      return new Timeline(cameraId, recordings, LossesInHoles.joined(gaps));
    }
  }
}
