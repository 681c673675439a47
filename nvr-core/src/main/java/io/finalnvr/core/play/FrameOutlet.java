package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Delivers frames. */
final class FrameOutlet implements Outlet {

  private final FrameSink sink;
  private Optional<ExactStart> exactStart = Optional.empty();
  private Optional<Instant> exactly = Optional.empty();
  private Optional<Instant> until = Optional.empty();

  FrameOutlet(FrameSink sink) {
    this.sink = sink;
  }

  @Override
  public void restart(Optional<Instant> exactly, Optional<Instant> until) {
    this.exactly = exactly;
    this.until = until;
    exactStart = exactly.map(ExactStart::new);
  }

  @Override
  public boolean isBeforeFirst(Instant start) {
    return exactStart.isPresent()
        && !exactStart.get().done()
        && exactly.isPresent()
        && !start.isAfter(exactly.get());
  }

  @Override
  public List<Delivery> take(FootageRecord record) {
    List<Delivery> ready = new ArrayList<>();
    for (EncodedFrame frame : record.frames()) {
      List<EncodedFrame> frames =
          exactStart.isPresent() ? exactStart.get().take(frame) : List.of(frame);
      frames.forEach(f -> add(ready, f, record.hasVideo()));
    }
    return ready;
  }

  @Override
  public List<Delivery> drain() {
    List<Delivery> ready = new ArrayList<>();
    exactStart.ifPresent(start -> start.drain().forEach(f -> add(ready, f, /* video= */ true)));
    return ready;
  }

  @Override
  public void gap(Gap gap) {
    sink.onGap(gap);
  }

  @Override
  public void end() {
    sink.onEnd();
  }

  @Override
  public void failure(NvrException failure) {
    sink.onFailure(failure);
  }

  private void add(List<Delivery> ready, EncodedFrame frame, boolean withVideo) {
    boolean video = FootageRecord.isVideo(frame);
    if (until.isPresent() && !frame.time().isBefore(until.get())) {
      // Frames that are shown in the range may refer to one that is shown after it.
      if (video && frame.decodeTime().isBefore(until.get())) {
        EncodedFrame reference = frame.asDecodeOnly();
        ready.add(Delivery.atOnce(() -> sink.onFrame(reference)));
      }
      return;
    }
    if (frame.decodeOnly()) {
      ready.add(Delivery.atOnce(() -> sink.onFrame(frame)));
      return;
    }
    Optional<Instant> position = video || !withVideo ? Optional.of(frame.time()) : Optional.empty();
    ready.add(Delivery.paced(frame.decodeTime(), position, () -> sink.onFrame(frame)));
  }
}
