package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.gstreamer.VideoWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nvr play}. */
@Command(
    name = "play",
    description = "Plays a camera in a window, or to standard output as fragmented MP4.",
    footer = {"", "Examples:", "  nvr play gate --from -5m", "  nvr play gate --stdout | ffplay -"})
final class PlayCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<camera>", description = "The camera.")
  String camera;

  @Option(
      names = "--from",
      paramLabel = "<instant>",
      description = "Where to begin: " + InstantParser.FORMS + ". Default: live.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "<instant>",
      description = "Where to end, exclusive. Default: follow the camera until stopped.")
  @Nullable String to;

  @Option(
      names = "--speed",
      defaultValue = "1",
      paramLabel = "<factor>",
      description = "How fast: 2 is twice as fast, max as fast as it goes. Default: 1.")
  String speed;

  @Option(names = "--stdout", description = "Write fragmented MP4 to standard output.")
  boolean stdout;

  @Mixin StoreOption store;
  @Mixin SecondsOption seconds;

  PlayCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Playback playback = playback(shell.clock().instant());
    try (Nvr nvr = store.open(shell)) {
      CameraEditCommand.find(nvr, camera);
      return stdout ? toPipe(nvr, playback) : toWindow(nvr, playback);
    }
  }

  private Integer toPipe(Nvr nvr, Playback playback) {
    PipeSink sink = new PipeSink(shell.console());
    try (Player player = nvr.playFragments(camera, playback, sink)) {
      waitFor(player, () -> sink.isClosed());
    }
    return sink.failed() ? Cli.FAILED : Cli.OK;
  }

  private Integer toWindow(Nvr nvr, Playback playback) {
    if (!VideoWindow.available()) {
      throw new ConfigurationException(
          "no display to open a window on; --stdout writes the video to a pipe");
    }
    try (VideoWindow window = VideoWindow.open(camera);
        Player player = nvr.play(camera, playback, window)) {
      waitFor(player, () -> false);
      return player.state() == PlayerState.FAILED ? Cli.FAILED : Cli.OK;
    }
  }

  private void waitFor(Player player, BooleanSupplier closed) {
    long begin = System.nanoTime();
    long limit = seconds.seconds == null ? Long.MAX_VALUE : seconds.seconds * 1_000_000_000L;
    while (!closed.getAsBoolean()
        && System.nanoTime() - begin < limit
        && !shell.stop().await(Duration.ZERO)) {
      try {
        if (player.awaitEnd(Duration.ofMillis(100))) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Playback playback(Instant now) {
    Playback playback =
        from == null ? Playback.live() : Playback.from(Arguments.instant(from, now, shell.zone()));
    if (to != null) {
      playback = playback.until(Arguments.instant(to, now, shell.zone()));
    }
    return playback.speed(Arguments.speed(speed));
  }
}
