package io.finalnvr.examples;

import io.finalnvr.examples.cli.Cli;

/** The {@code nvr} command. */
public final class Main {

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(Cli.runProcess(args));
  }
}
