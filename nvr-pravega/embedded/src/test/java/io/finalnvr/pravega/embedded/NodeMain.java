package io.finalnvr.pravega.embedded;

import io.pravega.client.byteStream.ByteStreamWriter;
import java.io.PrintStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Runs a node in a process of its own until its standard input ends: arguments are the data
 * directory and, to append records all the while, the file for the numbers of those with a receipt.
 */
final class NodeMain {

  /** The smallest that a node takes, which a fast writer fills in a moment. */
  static final NodeOptions SMALL_CACHE = NodeOptions.defaults().withCacheBytes(32 << 20);

  private NodeMain() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    long begin = System.nanoTime();
    try (EmbeddedPravega node = EmbeddedPravega.start(Path.of(args[0]), SMALL_CACHE)) {
      out.println("READY " + node.controllerUri() + " " + millisSince(begin));
      if (args.length > 1) {
        append(node.controllerUri(), Path.of(args[1]));
      }
      while (System.in.read() >= 0) {
        // Only the end matters.
      }
      begin = System.nanoTime();
    }
    out.println("CLOSED " + millisSince(begin));
  }

  private static void append(URI controller, Path receipts) throws Exception {
    try (ByteLog log = new ByteLog(controller, "camera");
        FileChannel file =
            FileChannel.open(receipts, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      log.create();
      try (ByteStreamWriter writer = log.writer()) {
        for (long number = 0; ; number++) {
          writer.write(ByteLog.record(number));
          writer.flush();
          file.write(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        }
      }
    }
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
