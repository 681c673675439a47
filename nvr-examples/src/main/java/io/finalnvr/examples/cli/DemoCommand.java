package io.finalnvr.examples.cli;

import io.finalnvr.CameraConfig;
import io.finalnvr.Nvr;
import io.finalnvr.RecorderListener;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.demo.Demo;
import io.finalnvr.examples.demo.DemoSummary;
import io.finalnvr.examples.demo.ReceiptJournal;
import io.finalnvr.gstreamer.SimulatedCamera;
import io.finalnvr.media.Codec;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr demo}. */
@Command(
    name = "demo",
    description = {
      "Records two simulated cameras into an embedded durable Pravega node, watches them live,"
          + " replays, exports, and checks that every frame received was made durable, delivered"
          + " live and replayed byte by byte."
    })
final class DemoCommand implements Callable<Integer> {

  private final Shell shell;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      paramLabel = "<n>",
      description = "How long to record. Default: ${DEFAULT-VALUE}.")
  long seconds;

  @Option(
      names = "--data",
      paramLabel = "<dir>",
      description =
          "Data directory; footage that is there is kept. Default: the folder finalnvr/demo of the"
              + " user's data directory.")
  @Nullable Path data;

  @Option(
      names = "--store",
      paramLabel = "<uri>",
      description =
          "Record into this store, for example pravega://host:port/scope. Default: an embedded node"
              + " on the data directory.")
  @Nullable String store;

  @Option(names = "--journal", hidden = true, description = "Write a line for every receipt.")
  @Nullable Path journal;

  @Mixin StoreAccess access;
  @Mixin JsonOption json;

  DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Path directory = (data == null ? DataDirectories.demo() : data).toAbsolutePath().normalize();
    Path outputs = Files.createDirectories(directory.resolve("exports"));
    DemoSummary summary;
    try (SimulatedCamera gate =
            SimulatedCamera.builder()
                .size(1920, 1080)
                .framesPerSecond(30)
                .gop(60)
                .kilobitsPerSecond(4000)
                .audio(Codec.AAC)
                .path("/gate")
                .start();
        SimulatedCamera yard =
            SimulatedCamera.builder().size(1280, 720).framesPerSecond(25).path("/yard").start()) {
      shell.console().say("simulated cameras: %s %s".formatted(gate.uri(), yard.uri()));
      shell.console().say("data directory: %s".formatted(directory));
      List<CameraConfig> cameras =
          List.of(
              CameraConfig.builder("gate", gate.uri().toString()).name("Gate, 1080p30").build(),
              CameraConfig.builder("yard", yard.uri().toString()).name("Yard, 720p25").build());
      summary = record(directory, outputs, cameras);
    }
    if (json.enabled) {
      shell.console().print(Json.write(summary.json()));
    } else {
      summary.lines(shell.zone()).forEach(shell.console()::print);
      shell.console().say("see also: nvr timeline --store %s".formatted(directory));
    }
    return summary.isGood() ? Cli.OK : Cli.FAILED;
  }

  private DemoSummary record(Path directory, Path outputs, List<CameraConfig> cameras)
      throws Exception {
    try (ReceiptJournal receipts = journal == null ? null : new ReceiptJournal(journal);
        Nvr nvr = StoreOption.open(shell, access, storeUri(directory), new Announcer(shell))) {
      Function<String, RecorderListener> listener =
          receipts == null ? camera -> new RecorderListener() {} : receipts::of;
      return new Demo(nvr, cameras, shell.clock(), shell.console(), shell.stop())
          .run(Duration.ofSeconds(seconds), outputs, listener);
    }
  }

  private URI storeUri(Path directory) {
    return store == null ? directory.toUri() : StoreOption.uri(store);
  }
}
