package io.finalnvr.examples.demo;

import io.finalnvr.NvrException;
import io.finalnvr.examples.console.Console;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** Follows a replay until it has caught up with the live edge. */
final class JoiningReplay implements FrameSink {

  private static final long LIVE_NANOS = Duration.ofMillis(500).toNanos();

  private final String camera;
  private final FrameLedger ledger;
  private final Console console;
  private final long begin = System.nanoTime();
  private long frames;
  private volatile boolean joined;

  JoiningReplay(String camera, FrameLedger ledger, Console console) {
    this.camera = camera;
    this.ledger = ledger;
    this.console = console;
  }

  boolean hasJoined() {
    return joined;
  }

  @Override
  public void onFrame(EncodedFrame frame) {
    long now = System.nanoTime();
    OptionalLong age = ledger.check(camera, frame, now);
    frames++;
    if (!joined && age.isPresent() && age.getAsLong() < LIVE_NANOS) {
      joined = true;
      console.say(
          String.format(
              Locale.ROOT,
              "%s: the replay joined the live edge after %.1f s, %d frames",
              camera,
              (now - begin) / 1e9,
              frames));
    }
  }

  @Override
  public void onFailure(NvrException failure) {
    console.say("%s: the replay failed: %s".formatted(camera, failure.getMessage()));
  }
}
