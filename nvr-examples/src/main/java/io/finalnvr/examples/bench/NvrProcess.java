package io.finalnvr.examples.bench;

import io.finalnvr.examples.Main;
import io.finalnvr.examples.cli.Cli;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An {@code nvr} command in a process of its own. For one thread. */
final class NvrProcess implements AutoCloseable {

  private final String name;
  private final ChildProcess process;
  private final BufferedReader output;

  private NvrProcess(String name, ChildProcess process) {
    this.name = name;
    this.process = process;
    this.output = process.output();
  }

  /**
   * Starts one.
   *
   * @param heap the most that it may have, as Java's option says it
   * @param arguments of the command line
   */
  static NvrProcess start(String heap, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-D" + Cli.END_WITH_PARENT + "=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return new NvrProcess(arguments[0], ChildProcess.start(command));
  }

  /** The next line that it prints; waits for it. */
  String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("nvr " + name + " of the bench ended early");
    }
    return line;
  }

  ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
