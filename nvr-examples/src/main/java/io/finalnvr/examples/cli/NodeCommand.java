package io.finalnvr.examples.cli;

import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Progress;
import io.finalnvr.pravega.embedded.EmbeddedPravega;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr node}. */
@Command(
    name = "node",
    description = {
      "Runs the embedded Pravega node of a data directory until stopped, and prints the URI of its"
          + " controller. Other commands with --store on the same directory then use it, and so can"
          + " other people's Pravega tools on this machine."
    })
final class NodeCommand implements Callable<Integer> {

  private final Shell shell;

  @Option(
      names = "--store",
      paramLabel = "<dir>",
      description = "The data directory. Default: the folder finalnvr/footage of the user's data.")
  @Nullable Path directory;

  @Mixin SecondsOption seconds;
  @Mixin JsonOption json;

  NodeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Path data = directory == null ? DataDirectories.store() : directory.toAbsolutePath();
    try (EmbeddedPravega node = start(data)) {
      if (json.enabled) {
        shell
            .console()
            .print(
                Json.write(
                    Json.object(
                        "controller", node.controllerUri(),
                        "store", node.storeUri(),
                        "directory", data)));
      } else {
        shell.console().print(node.controllerUri().toString());
        shell
            .console()
            .say("store %s, on %s; Ctrl-C stops the node".formatted(node.storeUri(), data));
      }
      seconds.await(shell.stop(), Duration.ofHours(1), () -> {});
      shell.console().say("stopping the node");
    }
    return Cli.OK;
  }

  private EmbeddedPravega start(Path data) throws Exception {
    return Progress.during(
        shell.console(),
        "starting the node",
        () -> shell.stop().interruptibly(() -> EmbeddedPravega.start(data)));
  }
}
