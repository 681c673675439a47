package io.finalnvr.examples.cli;

import io.finalnvr.core.crypt.KeyFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nvr key create}. */
@Command(
    name = "create",
    description = {
      "Makes a key file for --key-file, which only you can read, and prints the id of its key.",
      "Keep a copy in a safe place: without the file, nobody can read what was encrypted with it."
    })
final class KeyCreateCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<file>", description = "The file to make.")
  Path file;

  KeyCreateCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    shell.console().print(KeyFile.create(file).currentKeyId());
    return Cli.OK;
  }
}
