package io.finalnvr.examples.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nvr bench}. */
@Command(
    name = "bench",
    description =
        "Measures on this machine what the README promises; each bench makes its own store.")
final class BenchCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "which bench? One of " + NvrCommand.names(spec.commandLine()));
    }
  }
}
