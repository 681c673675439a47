package io.finalnvr.examples.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What stands before every command, and the options that all of them have. */
@Command(
    name = "nvr",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = NvrCommand.Version.class,
    usageHelpAutoWidth = true,
    description = "Records network cameras into Pravega and plays them back.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; one line says why, --verbose says more",
      "2:wrong usage",
      "130:stopped by Ctrl-C, in good order"
    })
final class NvrCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show what goes on, and where errors come from.")
  boolean verbose;

  @Option(
      names = "--log-file",
      scope = ScopeType.INHERIT,
      paramLabel = "<file>",
      description = "Write the log into a file instead of to standard error.")
  @Nullable Path logFile;

  boolean isVerbose() {
    return verbose;
  }

  void configureLogging() {
    Logging.configure(verbose, logFile);
  }

  @Override
  public void run() {
    CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
    throw new ParameterException(line, "which command? One of " + names(line));
  }

  static String names(CommandLine line) {
    return String.join(", ", line.getSubcommands().keySet());
  }

  /** The version that stands in the manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = NvrCommand.class.getPackage().getImplementationVersion();
      return new String[] {"nvr " + (version == null ? "(not packaged)" : version)};
    }
  }
}
