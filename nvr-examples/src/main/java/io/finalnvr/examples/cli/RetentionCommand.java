package io.finalnvr.examples.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands for retention. */
@Command(name = "retention", description = "Shows, sets and applies how much footage is kept.")
final class RetentionCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
    throw new ParameterException(line, "retention what? One of " + NvrCommand.names(line));
  }
}
