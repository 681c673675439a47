package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import io.finalnvr.media.TrackKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Delivers frames. */
final class FrameOutlet implements Outlet {

  private final FrameSink sink;
  private Optional<ExactStart> exactStart = Optional.empty();
  private Start start = Start.AT_KEY;
  private Optional<Instant> until = Optional.empty();
  private ShownWatch shown = new ShownWatch(Optional.empty());
  private boolean withVideo;

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
    withVideo = record.tracks().stream().anyMatch(track -> track.kind() == TrackKind.VIDEO);
    List<EncodedFrame> frames = new ArrayList<>();
    for (EncodedFrame frame : record.frames()) {
      frames.addAll(exactStart.isPresent() ? exactStart.get().take(frame) : after(frame));
    }
    Optional<Instant> picture =
        record.frames().stream()
            .filter(FootageRecord::isVideo)
            .map(EncodedFrame::decodeTime)
            .findFirst();
    return deliveries(frames, picture.orElse(Instant.MAX));
  }

  private List<EncodedFrame> after(EncodedFrame frame) {
    if (start.after().isEmpty() || frame.time().isAfter(start.after().get())) {
      return List.of(frame);
    }
    return withVideo && FootageRecord.isVideo(frame) ? List.of(frame.asDecodeOnly()) : List.of();
  }

  @Override
  public List<Delivery> drain() {
    return deliveries(exactStart.map(ExactStart::drain).orElse(List.of()), Instant.MAX);
  }

  @Override
  public Optional<Instant> last() {
    return shown.last();
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

  /**
   * Pictures are due when they are decoded. The sound in front of one is not later than that:
   * pictures with B-frames are decoded earlier than the sound is heard that came with them.
   *
   * @param last when the picture is decoded that follows the last one of these, if any does
   */
  private List<Delivery> deliveries(List<EncodedFrame> frames, Instant last) {
    Deque<Instant> due = new ArrayDeque<>();
    Instant picture = last;
    for (int i = frames.size() - 1; i >= 0; i--) {
      Instant decodeTime = frames.get(i).decodeTime();
      picture = FootageRecord.isVideo(frames.get(i)) ? decodeTime : picture;
      due.push(decodeTime.isBefore(picture) ? decodeTime : picture);
    }
    List<Delivery> ready = new ArrayList<>();
    frames.forEach(frame -> add(ready, frame, due.pop()));
    return ready;
  }

  private void add(List<Delivery> ready, EncodedFrame frame, Instant due) {
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
    ready.add(Delivery.paced(due, position, () -> sink.onFrame(frame)));
  }
}
