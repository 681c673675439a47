package io.finalnvr.examples.cli;

import io.finalnvr.core.crypt.KeyFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nvr key add}. */
@Command(
    name = "add",
    description = {
      "Adds a new key to a key file, and prints its id. Give the file to every process that uses the"
          + " store; the next one that opens it wraps the store's data keys with the new key.",
      "The lines of older keys may then be removed from the file."
    })
final class KeyAddCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<file>", description = "The key file.")
  Path file;

  KeyAddCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    shell.console().print(KeyFile.addKey(file).currentKeyId());
    return Cli.OK;
  }
}
