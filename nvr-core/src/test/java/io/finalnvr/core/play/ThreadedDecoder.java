package io.finalnvr.core.play;

import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.spi.DecodeHandler;
import io.finalnvr.spi.DecodeOutput;
import io.finalnvr.spi.DecodeSession;
import io.finalnvr.spi.MediaDecoder;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;

/** Delivers what another decoder decodes on a thread of its own, as real decoders do. */
final class ThreadedDecoder implements MediaDecoder {

  private final MediaDecoder decoder;

  ThreadedDecoder(MediaDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public DecodeSession open(List<DecodeOutput> outputs) {
    return new Session(outputs);
  }

  @Override
  public Picture encode(DecodedFrame frame, PictureFormat format, int quality) {
    return decoder.encode(frame, format, quality);
  }

  private final class Session implements DecodeSession {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicLong resets = new AtomicLong();
    private final Phaser underway = new Phaser(1);
    private final DecodeSession session;

    Session(List<DecodeOutput> outputs) {
      session =
          decoder.open(
              outputs.stream()
                  .map(output -> new DecodeOutput(output.request(), later(output.handler())))
                  .toList());
    }

    private DecodeHandler later(DecodeHandler handler) {
      return new DecodeHandler() {
        @Override
        public void onFrame(DecodedFrame frame) {
          later(() -> handler.onFrame(frame));
        }

        @Override
        public void onSkipped(Instant time, String reason) {
          later(() -> handler.onSkipped(time, reason));
        }
      };
    }

    private void later(Runnable call) {
      long since = resets.get();
      underway.register();
      thread.execute(
          () -> {
            if (resets.get() == since) {
              call.run();
            }
            underway.arriveAndDeregister();
          });
    }

    @Override
    public void push(EncodedFrame frame) {
      session.push(frame);
    }

    @Override
    public void drain() {
      session.drain();
      underway.arriveAndAwaitAdvance();
    }

    @Override
    public void reset() {
      resets.incrementAndGet();
      session.reset();
      underway.arriveAndAwaitAdvance();
    }

    @Override
    public void close() {
      resets.incrementAndGet();
      session.close();
      thread.shutdown();
    }
  }
}
