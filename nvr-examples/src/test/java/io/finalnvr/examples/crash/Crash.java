package io.finalnvr.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Breach;
import io.finalnvr.Gap;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Recording;
import io.finalnvr.Speed;
import io.finalnvr.Timeline;
import io.finalnvr.VerifyRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What is checked after a crash, and how to wait for one. */
final class Crash {

  static final String CAMERA = "gate";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Crash() {}

  static String fingerprint(ByteBuffer data) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(data);
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The last line may have been cut off; then its receipt was not written. */
  static List<String> receipts(Path journal) throws IOException {
    if (!Files.exists(journal)) {
      return List.of();
    }
    String text = Files.readString(journal);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /**
   * Every receipt is kept, once; the log keeps the rules of its format but for what a crash tore;
   * every hole is a gap.
   *
   * @return the gaps
   */
  static List<Gap> check(Nvr nvr, Collection<String> receipts) throws InterruptedException {
    Timeline timeline = nvr.timeline(CAMERA);
    List<String> stored = everything(nvr, timeline);
    Set<String> once = new HashSet<>(stored);
    assertThat(stored).as("records that are there twice").hasSameSizeAs(once);
    Set<String> missing = new HashSet<>(receipts);
    missing.removeAll(once);
    assertThat(missing).as("receipts without a frame, of %d", receipts.size()).isEmpty();
    List<Breach> breaches = new ArrayList<>();
    nvr.verify(VerifyRequest.ofCamera(CAMERA).withPayloads(), breaches::add);
    assertThat(breaches).isEmpty();
    assertEveryHoleIsAGap(timeline);
    return timeline.gaps();
  }

  private static List<String> everything(Nvr nvr, Timeline timeline) throws InterruptedException {
    List<String> frames = Collections.synchronizedList(new ArrayList<>());
    var range = timeline.range().orElseThrow();
    try (Player player =
        nvr.play(
            CAMERA,
            Playback.from(range.start()).until(range.end().plusSeconds(1)).speed(Speed.UNPACED),
            frame -> frames.add(fingerprint(frame.data())))) {
      assertThat(player.awaitEnd(PATIENCE)).isTrue();
    }
    return frames;
  }

  private static void assertEveryHoleIsAGap(Timeline timeline) {
    List<Recording> recordings = timeline.recordings();
    for (int i = 1; i < recordings.size(); i++) {
      var from = recordings.get(i - 1).end();
      var to = recordings.get(i).start();
      assertThat(timeline.gaps())
          .as("gaps from %s to %s", from, to)
          .anyMatch(gap -> !gap.range().start().isAfter(from) && !gap.range().end().isBefore(to));
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not within %s: %s", PATIENCE, what).isLessThan(end);
      Thread.sleep(50);
    }
  }
}
