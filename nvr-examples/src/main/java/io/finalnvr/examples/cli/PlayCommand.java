package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerControl;
import io.finalnvr.PlayerState;
import io.finalnvr.SeekMode;
import io.finalnvr.SyncGroup;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
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
    description = "Plays cameras in a window, or one to standard output as fragmented MP4.",
    footer = {
      "",
      "Examples:",
      "  nvr play gate --from -5m",
      "  nvr play gate yard --from -1h --speed 16",
      "  nvr play gate --from 10:15 --to 10:16 --reverse --loop",
      "  nvr play gate --stdout | ffplay -",
      "",
      "Keys, in the window and in the terminal: " + PlayerKeys.HELP + "."
    })
final class PlayCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      arity = "1..*",
      paramLabel = "<camera>",
      description = "The camera; several are played in step, side by side.")
  List<String> cameras;

  @Mixin PlayOptions options;

  @Option(names = "--stdout", description = "Write fragmented MP4 to standard output.")
  boolean stdout;

  @Mixin StreamOption stream;
  @Mixin StoreOption store;
  @Mixin SecondsOption seconds;

  PlayCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    SeekMode otherwise = stdout ? SeekMode.PREVIOUS_KEY : SeekMode.EXACT;
    Playback playback =
        options.playback(shell.clock().instant(), shell, otherwise).stream(stream.stream);
    if (stdout && cameras.size() > 1) {
      throw new ConfigurationException("one camera at a time goes to standard output");
    }
    try (Nvr nvr = store.open(shell)) {
      for (String camera : cameras) {
        CameraEditCommand.find(nvr, camera);
      }
      return stdout ? toPipe(nvr, playback) : toWindow(nvr, playback);
    }
  }

  private Integer toPipe(Nvr nvr, Playback playback) {
    PipeSink sink = new PipeSink(shell.console(), new FragmentTimes(playback.gaps()));
    try (Player player = nvr.playFragments(cameras.get(0), playback, sink)) {
      waitFor(player, sink::isClosed);
    }
    return sink.failed() ? Cli.FAILED : Cli.OK;
  }

  private Integer toWindow(Nvr nvr, Playback playback) throws InterruptedException {
    if (!PlayWindow.isAvailable()) {
      throw new ConfigurationException(
          "no display to open a window on; --stdout writes the video to a pipe");
    }
    try (PlayWindow window = PlayWindow.open(cameras);
        PlayerControl player = play(nvr, playback, window);
        TerminalKeys terminal = TerminalKeys.open()) {
      PlayerKeys keys = new PlayerKeys(player, playback.speed());
      shell.console().say(PlayerKeys.HELP);
      waitFor(
          player,
          () -> {
            terminal.poll().ifPresent(keys::press);
            for (String key = window.pollKey(); key != null; key = window.pollKey()) {
              keys.press(key);
            }
            return keys.hasQuit() || !window.isOpen();
          });
      return player.state() == PlayerState.FAILED ? Cli.FAILED : Cli.OK;
    }
  }

  private PlayerControl play(Nvr nvr, Playback playback, PlayWindow window) {
    DecodeRequest request =
        DecodeRequest.of(PixelFormat.RGB)
            .size(PictureSize.within(PlayWindow.TILE_WIDTH, PlayWindow.TILE_HEIGHT));
    if (cameras.size() == 1) {
      return nvr.playDecoded(cameras.get(0), playback, request, picture -> window.show(0, picture));
    }
    SyncGroup group = nvr.playTogether(playback);
    for (int i = 0; i < cameras.size(); i++) {
      int tile = i;
      group.addDecoded(cameras.get(i), request, picture -> window.show(tile, picture));
    }
    group.play();
    return group;
  }

  /** Waits for the end of playing, or for whoever ends it. */
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
