package io.finalnvr.pravega.embedded;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.pravega.embedded.NodeState.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Loopback ports nobody listens on. */
final class FreePorts {

  private FreePorts() {}

  /** The same ports, with new ones in place of those that somebody took. */
  static Ports keepOrReplace(Ports known) {
    try (ServerSocket zooKeeper = listen(known.zooKeeper());
        ServerSocket controller = listen(known.controller());
        ServerSocket segmentStore = listen(known.segmentStore())) {
      return new Ports(
          zooKeeper.getLocalPort(), controller.getLocalPort(), segmentStore.getLocalPort());
    } catch (IOException e) {
      throw new StorageException(
          Reason.UNAVAILABLE, "no free port on 127.0.0.1: " + e.getMessage(), e);
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    if (port != 0) {
      ServerSocket socket = new ServerSocket();
      try {
        socket.bind(new InetSocketAddress(loopback(), port));
        return socket;
      } catch (IOException taken) {
        socket.close();
      }
    }
    return new ServerSocket(0, 1, loopback());
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByName(EmbeddedPravega.HOST);
  }
}
