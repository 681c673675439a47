package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerControl;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.SyncGroup;
import io.finalnvr.gstreamer.VideoWindow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nvr play}. */
@Command(
    name = "play",
    description = "Plays cameras in windows, or one to standard output as fragmented MP4.",
    footer = {
      "",
      "Examples:",
      "  nvr play gate --from -5m",
      "  nvr play gate yard --from -1h --speed 16",
      "  nvr play gate --from 10:15 --to 10:16 --reverse --loop",
      "  nvr play gate --stdout | ffplay -",
      "",
      "Keys, in the terminal: " + PlayerKeys.HELP + "."
    })
final class PlayCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      arity = "1..*",
      paramLabel = "<camera>",
      description = "The camera; several are played in step, each in a window.")
  List<String> cameras;

  @Mixin PlayOptions options;

  @Option(names = "--stdout", description = "Write fragmented MP4 to standard output.")
  boolean stdout;

  @Mixin StoreOption store;
  @Mixin SecondsOption seconds;

  PlayCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    SeekMode otherwise = stdout ? SeekMode.PREVIOUS_KEY : SeekMode.EXACT;
    Playback playback = options.playback(shell.clock().instant(), shell, otherwise);
    if (stdout && cameras.size() > 1) {
      throw new ConfigurationException("one camera at a time goes to standard output");
    }
    try (Nvr nvr = store.open(shell)) {
      for (String camera : cameras) {
        CameraEditCommand.find(nvr, camera);
      }
      return stdout ? toPipe(nvr, playback) : toWindows(nvr, playback);
    }
  }

  private Integer toPipe(Nvr nvr, Playback playback) {
    PipeSink sink = new PipeSink(shell.console(), new FragmentTimes(playback.gaps()));
    try (Player player = nvr.playFragments(cameras.get(0), playback, sink)) {
      waitFor(player, sink::isClosed);
    }
    return sink.failed() ? Cli.FAILED : Cli.OK;
  }

  private Integer toWindows(Nvr nvr, Playback playback) {
    if (!VideoWindow.available()) {
      throw new ConfigurationException(
          "no display to open a window on; --stdout writes the video to a pipe");
    }
    List<VideoWindow> windows = cameras.stream().map(VideoWindow::open).toList();
    try (PlayerControl player = play(nvr, playback, windows);
        TerminalKeys terminal = TerminalKeys.open()) {
      PlayerKeys keys = new PlayerKeys(player, playback.speed());
      if (terminal.isOpen()) {
        shell.console().say(PlayerKeys.HELP);
      }
      waitFor(
          player,
          () -> {
            terminal.poll().ifPresent(keys::press);
            return keys.hasQuit() || windows.stream().noneMatch(VideoWindow::isOpen);
          });
      return player.state() == PlayerState.FAILED ? Cli.FAILED : Cli.OK;
    } finally {
      windows.forEach(VideoWindow::close);
    }
  }

  private PlayerControl play(Nvr nvr, Playback playback, List<VideoWindow> windows) {
    if (windows.size() == 1) {
      return nvr.play(cameras.get(0), playback, windows.get(0));
    }
    SyncGroup group = nvr.playTogether(playback);
    for (int i = 0; i < windows.size(); i++) {
      group.add(cameras.get(i), windows.get(i));
    }
    group.play();
    return group;
  }

  private void waitFor(PlayerControl player, BooleanSupplier closed) {
    long begin = System.nanoTime();
    long limit = seconds.seconds == null ? Long.MAX_VALUE : seconds.seconds * 1_000_000_000L;
    while (!closed.getAsBoolean()
        && System.nanoTime() - begin < limit
        && !shell.stop().await(Duration.ZERO)) {
      try {
        if (player.awaitEnd(Duration.ofMillis(50))) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
