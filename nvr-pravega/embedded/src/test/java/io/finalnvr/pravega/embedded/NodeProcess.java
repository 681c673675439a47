package io.finalnvr.pravega.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node in another process. */
final class NodeProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final URI controller;

  NodeProcess(Path directory, Path... receipts) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-cp",
                System.getProperty("java.class.path"),
                NodeMain.class.getName(),
                directory.toString()));
    for (Path file : receipts) {
      command.add(file.toString());
    }
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    output = process.inputReader();
    controller = URI.create(await("READY").split(" ")[1]);
  }

  long pid() {
    return process.pid();
  }

  URI controller() {
    return controller;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets the node stop in good order. */
  void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    await("CLOSED");
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IOException("the process lives on after its node was closed");
    }
  }

  private String await(String word) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(word)) {
        return line;
      }
    }
    throw new IOException("the node's process ended without " + word);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
