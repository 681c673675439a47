package io.finalnvr.examples.cli;

import io.finalnvr.Nvr;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nvr hold release}. */
@Command(name = "release", description = "Ends a hold; what only it kept is deleted at once.")
final class HoldReleaseCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<hold>", description = "The hold, as 'nvr hold list' shows it.")
  String hold;

  @Mixin StoreOption store;

  HoldReleaseCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    try (Nvr nvr = store.open(shell)) {
      nvr.release(hold);
    }
    shell.console().say("released " + hold);
    return Cli.OK;
  }
}
