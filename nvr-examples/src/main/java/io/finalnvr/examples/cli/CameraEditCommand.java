package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.examples.console.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nvr camera edit}. */
@Command(name = "edit", description = "Changes what is given; everything else stays as it is.")
final class CameraEditCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<id>", description = "The camera.")
  String id;

  @Option(names = "--uri", paramLabel = "<uri>", description = "Where its stream is now.")
  @Nullable String uri;

  @Mixin CameraOptions options;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  CameraEditCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    options.warnOfPassword(shell.console());
    CameraConfig config;
    try (Nvr nvr = store.open(shell)) {
      CameraConfig.Builder builder = find(nvr, id).config().toBuilder();
      if (uri != null) {
        CameraOptions.warnOfPassword(shell.console(), uri);
        builder.uri(uri);
      }
      config = options.apply(builder);
      nvr.edit(config);
    }
    if (json.enabled) {
      shell.console().print(Json.write(CameraJson.of(config)));
    } else {
      shell.console().say("changed camera %s".formatted(id));
    }
    return Cli.OK;
  }

  static Camera find(Nvr nvr, String id) {
    return nvr.camera(id)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "there is no camera %s; there %s"
                        .formatted(
                            id,
                            nvr.cameras().isEmpty()
                                ? "are none yet, see 'nvr camera add --help'"
                                : "are "
                                    + String.join(
                                        ", ", nvr.cameras().stream().map(Camera::id).toList()))));
  }
}
