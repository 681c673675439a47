package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import io.finalnvr.spi.DecodeHandler;
import io.finalnvr.spi.DecodeOutput;
import io.finalnvr.spi.DecodeSession;
import io.finalnvr.spi.MediaDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Delivers decoded pictures: frames go into a decoder when they are due, and what comes out goes to
 * the sink on the decoder's thread. The player's thread calls the sink only after the decoder is
 * drained, so calls never overlap.
 */
final class DecodedOutlet implements Outlet {

  private final List<DecodedFrameSink> sinks;
  private final PlayControl control;
  private final List<ToSink> decoded;
  private final DecodeSession session;
  private final List<KeptPictures> kept;
  private final FrameOutlet frames;
  private @Nullable Integer track;

  DecodedOutlet(DecodedFrames wanted, PlayControl control) {
    MediaDecoder decoder = wanted.decoder();
    this.sinks = wanted.outputs().stream().map(DecodedFrames.Output::sink).toList();
    this.control = control;
    this.decoded = sinks.stream().map(sink -> new ToSink(sink, control)).toList();
    this.session = decoder.open(outputs(wanted, decoded));
    this.kept =
        wanted.outputs().stream()
            .map(output -> new KeptPictures(decoder, output.request(), output.sink()))
            .toList();
    this.frames = new FrameOutlet(new IntoDecoder());
  }

  private static List<DecodeOutput> outputs(DecodedFrames wanted, List<ToSink> decoded) {
    return IntStream.range(0, decoded.size())
        .mapToObj(i -> new DecodeOutput(wanted.outputs().get(i).request(), decoded.get(i)))
        .toList();
  }

  @Override
  public void restart(Start start, Optional<Instant> until) {
    session.reset();
    decoded.forEach(to -> to.seek = control.seekTaken());
    kept.forEach(KeptPictures::forget);
    track = null;
    frames.restart(start, until);
  }

  @Override
  public boolean isBeforeFirst(Instant start) {
    return frames.isBeforeFirst(start);
  }

  @Override
  public List<Delivery> take(FootageRecord record) {
    return frames.take(record);
  }

  @Override
  public List<Delivery> drain() {
    return frames.drain();
  }

  @Override
  public Optional<Instant> last() {
    return frames.last();
  }

  /** In a decoder that puts frames in order it would wait for the next. */
  @Override
  public Delivery key(FootageRecord record, EncodedFrame key) {
    Optional<Instant> position = Optional.of(key.time());
    return Delivery.paced(
        key.time(),
        position,
        () -> {
          session.push(key);
          if (key.time().isAfter(key.decodeTime())) {
            session.drain();
          }
        });
  }

  @Override
  public Delivery keep(EncodedFrame frame) {
    return Delivery.atOnce(() -> kept.forEach(pictures -> pictures.keep(frame)));
  }

  @Override
  public Delivery show(EncodedFrame frame) {
    return Delivery.paced(
        frame.time(),
        Optional.of(frame.time()),
        () -> {
          session.reset();
          kept.forEach(pictures -> pictures.show(frame));
        });
  }

  @Override
  public void settle(Instant shown) {
    decoded.forEach(to -> to.last = shown);
    session.drain();
    decoded.forEach(to -> to.last = Instant.MAX);
  }

  @Override
  public Delivery gap(Gap gap) {
    return frames.gap(gap);
  }

  @Override
  public void end() {
    frames.end();
  }

  @Override
  public void failure(NvrException failure) {
    frames.failure(failure);
  }

  @Override
  public void close() {
    session.close();
    kept.forEach(KeptPictures::close);
  }

  /** From the player to the decoder; only video, and of that one track. */
  private final class IntoDecoder implements FrameSink {
    @Override
    public void onFrame(EncodedFrame frame) {
      if (!FootageRecord.isVideo(frame)) {
        return;
      }
      if (track == null || frame.discontinuity()) {
        track = frame.track().id();
      }
      if (track == frame.track().id()) {
        session.push(frame);
      }
    }

    @Override
    public void onGap(Gap gap) {
      session.drain();
      sinks.forEach(sink -> sink.onGap(gap));
    }

    @Override
    public void onEnd() {
      session.drain();
      sinks.forEach(DecodedFrameSink::onEnd);
    }

    @Override
    public void onFailure(NvrException failure) {
      session.close();
      sinks.forEach(sink -> sink.onFailure(failure));
    }
  }

  /** From the decoder to the sink. */
  private static final class ToSink implements DecodeHandler {
    private final DecodedFrameSink sink;
    private final PlayControl control;

    /** What is to be shown after it is left out. */
    private volatile Instant last = Instant.MAX;

    /** What comes for an older one is left out. */
    private volatile long seek;

    ToSink(DecodedFrameSink sink, PlayControl control) {
      this.sink = sink;
      this.control = control;
    }

    @Override
    public void onFrame(DecodedFrame frame) {
      if (!frame.time().isAfter(last) && control.isNewest(seek)) {
        sink.onFrame(frame);
      }
    }

    @Override
    public void onSkipped(Instant time, String reason) {
      if (!time.isAfter(last) && control.isNewest(seek)) {
        sink.onSkipped(time, reason);
      }
    }
  }
}
