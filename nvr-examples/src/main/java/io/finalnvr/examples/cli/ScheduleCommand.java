package io.finalnvr.examples.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands for schedules. */
@Command(name = "schedule", description = "Shows and sets when cameras are recorded.")
final class ScheduleCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
    throw new ParameterException(line, "schedule what? One of " + NvrCommand.names(line));
  }
}
