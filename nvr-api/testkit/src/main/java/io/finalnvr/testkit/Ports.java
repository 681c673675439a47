package io.finalnvr.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Ports on which nobody answers. */
final class Ports {

  private @Nullable ServerSocket silent;

  int refusing() {
    try (ServerSocket socket = listen()) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The system accepts what is in the backlog; nobody takes it from there. */
  int silent() {
    try {
      if (silent == null) {
        silent = listen();
      }
      return silent.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() {
    try {
      if (silent != null) {
        silent.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, /* backlog= */ 50, InetAddress.getLoopbackAddress());
  }
}
