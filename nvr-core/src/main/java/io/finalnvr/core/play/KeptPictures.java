package io.finalnvr.core.play;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import io.finalnvr.spi.DecodeHandler;
import io.finalnvr.spi.DecodeSession;
import io.finalnvr.spi.MediaDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows pictures one by one in another order than they are decoded in: backwards, and by steps.
 * Keeps the frames that it is given, decodes them when the first picture is asked for, and keeps
 * the pictures around that one, as many as fit into a budget; for others it decodes again.
 *
 * <p>For the player's thread, save {@link #close()}.
 */
final class KeptPictures implements AutoCloseable {

  private static final int BUDGET_BYTES = 64 << 20;

  private final MediaDecoder decoder;
  private final DecodeRequest request;
  private final DecodedFrameSink sink;
  private final List<EncodedFrame> frames = new ArrayList<>();
  private Pictures pictures = new Pictures(Instant.EPOCH);
  private boolean shown;
  private final Object lock = new Object();
  private @Nullable DecodeSession session;
  private boolean closed;

  KeptPictures(MediaDecoder decoder, DecodeRequest request, DecodedFrameSink sink) {
    this.decoder = decoder;
    // Every picture is asked for by itself.
    this.request =
        new DecodeRequest(
            request.format(), request.size(), Optional.empty(), request.keyFramesOnly());
    this.sink = sink;
  }

  void forget() {
    frames.clear();
    pictures = new Pictures(Instant.EPOCH);
    shown = false;
  }

  /** Takes a frame; the first one after a picture was shown is a key frame and begins anew. */
  void keep(EncodedFrame frame) {
    if (shown) {
      forget();
    }
    frames.add(frame);
  }

  /** Delivers the picture of one of the frames. */
  void show(EncodedFrame frame) {
    shown = true;
    if (request.keyFramesOnly() && !frame.keyFrame()) {
      return;
    }
    Optional<DecodedFrame> picture = pictures.at(frame.time());
    if (picture.isEmpty()) {
      pictures = decode(frame.time());
      picture = pictures.at(frame.time());
    }
    if (picture.isPresent()) {
      sink.onFrame(picture.get());
    } else {
      sink.onSkipped(frame.time(), pictures.problem());
    }
  }

  private Pictures decode(Instant around) {
    Pictures decoded = new Pictures(around);
    try (DecodeSession run = open(decoded)) {
      for (EncodedFrame frame : frames) {
        run.push(StillDecoding.asShown(frame));
      }
      run.drain();
    }
    return decoded;
  }

  private DecodeSession open(Pictures decoded) {
    DecodeSession opened = decoder.open(request, decoded);
    synchronized (lock) {
      session = opened;
      if (closed) {
        opened.close();
      }
    }
    return opened;
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (session != null) {
        session.close();
      }
    }
  }

  /** The pictures nearest to an instant. Written by the decoder's thread. */
  private static final class Pictures implements DecodeHandler {
    private final Instant around;
    private final TreeMap<Instant, DecodedFrame> byTime = new TreeMap<>();
    private String problem = "no picture comes out";

    Pictures(Instant around) {
      this.around = around;
    }

    @Override
    public synchronized void onFrame(DecodedFrame frame) {
      byTime.put(frame.time(), frame);
      int most = Math.max(2, BUDGET_BYTES / frame.data().remaining());
      while (byTime.size() > Math.min(most, FrameSink.KEPT_PICTURES)) {
        byTime.remove(farthest());
      }
    }

    private Instant farthest() {
      Duration before = Duration.between(byTime.firstKey(), around);
      Duration after = Duration.between(around, byTime.lastKey());
      return before.compareTo(after) > 0 ? byTime.firstKey() : byTime.lastKey();
    }

    @Override
    public synchronized void onSkipped(Instant time, String reason) {
      if (time.equals(around)) {
        problem = reason;
      }
    }

    synchronized Optional<DecodedFrame> at(Instant time) {
      return Optional.ofNullable(byTime.get(time));
    }

    synchronized String problem() {
      return problem;
    }
  }
}
