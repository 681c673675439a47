package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.Nvr;
import io.finalnvr.RetentionPlan;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.examples.console.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nvr retention apply}. */
@Command(name = "apply", description = "Applies retention now, or tells what it would remove.")
final class RetentionApplyCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec @Nullable CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "<camera>", description = "The cameras. Default: all.")
  List<String> cameras = new ArrayList<>();

  @Option(names = "--dry-run", description = "Remove nothing; tell what would go, and why.")
  boolean dryRun;

  @ArgGroup(
      exclusive = false,
      heading = "With --dry-run, another policy than the camera's can be tried:%n")
  RetentionOptions options = new RetentionOptions();

  @Mixin StreamOption stream;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  RetentionApplyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Optional<RetentionPolicy> tried = options.policy();
    if (tried.isPresent() && !dryRun) {
      throw new ParameterException(
          spec == null ? new CommandLine(this) : spec.commandLine(),
          "--max-age and --max-bytes only go with --dry-run here; 'nvr retention set' sets them");
    }
    List<RetentionPlan> plans = new ArrayList<>();
    try (Nvr nvr = store.open(shell)) {
      if (cameras.isEmpty()) {
        cameras.addAll(nvr.cameras().stream().map(Camera::id).toList());
      }
      for (String camera : cameras) {
        CameraEditCommand.find(nvr, camera);
        plans.add(plan(nvr, camera, tried));
      }
    }
    if (json.enabled) {
      shell.console().print(Json.write(plans.stream().map(RetentionText::json).toList()));
    } else {
      plans.stream()
          .flatMap(plan -> RetentionText.lines(plan, dryRun, shell.zone()).stream())
          .forEach(shell.console()::print);
    }
    return Cli.OK;
  }

  private RetentionPlan plan(Nvr nvr, String camera, Optional<RetentionPolicy> tried) {
    if (tried.isPresent()) {
      return nvr.explainRetention(camera, tried.get());
    }
    return dryRun
        ? nvr.explainRetention(camera, stream.stream)
        : nvr.applyRetention(camera, stream.stream);
  }
}
