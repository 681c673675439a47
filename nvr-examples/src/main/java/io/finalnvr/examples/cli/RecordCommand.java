package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.Recorder;
import io.finalnvr.examples.console.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nvr record}. */
@Command(name = "record", description = "Records cameras until stopped.")
final class RecordCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(arity = "0..*", paramLabel = "<camera>", description = "The cameras. Default: all.")
  List<String> cameras = new ArrayList<>();

  @Mixin StoreOption store;
  @Mixin SecondsOption seconds;
  @Mixin JsonOption json;

  RecordCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    List<Recorder> recorders = new ArrayList<>();
    try (Nvr nvr = store.open(shell, new Announcer(shell))) {
      if (cameras.isEmpty()) {
        cameras.addAll(nvr.cameras().stream().map(Camera::id).toList());
      }
      if (cameras.isEmpty()) {
        throw new ConfigurationException("no cameras to record; see 'nvr camera add --help'");
      }
      for (String camera : cameras) {
        CameraEditCommand.find(nvr, camera);
      }
      cameras.forEach(camera -> recorders.add(nvr.record(camera)));
      seconds.await(
          shell.stop(),
          Duration.ofSeconds(shell.console().isTerminal() ? 1 : 10),
          () -> shell.console().status(RecorderText.status(recorders)));
      shell.console().say("stopping");
    }
    if (json.enabled) {
      shell.console().print(Json.write(recorders.stream().map(RecorderText::json).toList()));
    } else {
      recorders.forEach(recorder -> shell.console().print(RecorderText.summary(recorder)));
    }
    return Cli.OK;
  }
}
