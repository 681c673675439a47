package io.finalnvr.pravega.embedded;

import java.nio.file.Path;

/** Runs a node in a process of its own until its standard input ends. */
final class NodeMain {

  private NodeMain() {}

  public static void main(String[] args) throws Exception {
    long begin = System.nanoTime();
    try (EmbeddedPravega node = EmbeddedPravega.start(Path.of(args[0]))) {
      System.out.printf(
          "READY %s %d%n", node.controllerUri(), (System.nanoTime() - begin) / 1_000_000);
      while (System.in.read() >= 0) {
        // Only the end matters.
      }
      begin = System.nanoTime();
    }
    System.out.printf("CLOSED %d%n", (System.nanoTime() - begin) / 1_000_000);
  }
}
