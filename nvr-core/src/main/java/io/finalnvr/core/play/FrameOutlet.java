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
  private Start start = Start.AT_KEY;
  private Optional<Instant> until = Optional.empty();
  private ShownWatch shown = new ShownWatch(Optional.empty());

  FrameOutlet(FrameSink sink) {
    this.sink = sink;
  }

  @Override
  public void restart(Start start, Optional<Instant> until) {
    this.start = start;
    this.until = until;
    exactStart = start.exactly().map(ExactStart::new);
    shown = new ShownWatch(start.after());
  }

  @Override
  public boolean isBeforeFirst(Instant begin) {
    boolean beforeExact =
        exactStart.isPresent()
            && !exactStart.get().done()
            && start.exactly().isPresent()
            && !begin.isAfter(start.exactly().get());
    return beforeExact || start.after().filter(after -> !begin.isAfter(after)).isPresent();
  }

  @Override
  public List<Delivery> take(FootageRecord record) {
    List<Delivery> ready = new ArrayList<>();
    for (EncodedFrame frame : record.frames()) {
      List<EncodedFrame> frames =
          exactStart.isPresent() ? exactStart.get().take(frame) : after(frame, record.hasVideo());
      frames.forEach(f -> add(ready, f, record.hasVideo()));
    }
    return ready;
  }

  private List<EncodedFrame> after(EncodedFrame frame, boolean withVideo) {
    if (start.after().isEmpty() || frame.time().isAfter(start.after().get())) {
      return List.of(frame);
    }
    return withVideo && FootageRecord.isVideo(frame) ? List.of(frame.asDecodeOnly()) : List.of();
  }

  @Override
  public List<Delivery> drain() {
    List<Delivery> ready = new ArrayList<>();
    exactStart.ifPresent(s -> s.drain().forEach(f -> add(ready, f, /* withVideo= */ true)));
    return ready;
  }

  @Override
  public Delivery key(FootageRecord record, EncodedFrame key) {
    return Delivery.paced(key.time(), Optional.of(key.time()), () -> sink.onFrame(key));
  }

  @Override
  public Delivery keep(EncodedFrame frame) {
    EncodedFrame kept = frame.asDecodeOnly();
    return Delivery.atOnce(() -> sink.onFrame(kept));
  }

  @Override
  public Delivery show(EncodedFrame frame) {
    return Delivery.paced(frame.time(), Optional.of(frame.time()), () -> sink.onShow(frame));
  }

  @Override
  public Delivery gap(Gap gap) {
    return Delivery.gap(gap, () -> sink.onGap(gap));
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
        ready.add(keep(frame));
      }
      return;
    }
    if (frame.decodeOnly()) {
      ready.add(Delivery.atOnce(() -> sink.onFrame(frame)));
      return;
    }
    Optional<Instant> position =
        video || !withVideo
            ? Optional.of(shown.take(frame.time(), frame.decodeTime()))
            : Optional.empty();
    ready.add(Delivery.paced(frame.decodeTime(), position, () -> sink.onFrame(frame)));
  }
}
