package io.finalnvr.examples.cli;

import picocli.CommandLine.Option;

/** {@code --json}. */
final class JsonOption {

  @Option(
      names = "--json",
      description = "Print the result as JSON; everything else goes to standard error.")
  boolean enabled;
}
