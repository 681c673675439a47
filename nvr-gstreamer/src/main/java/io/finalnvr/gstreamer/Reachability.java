package io.finalnvr.gstreamer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Why a host can't be connected to. GStreamer does not tell, so it is tried once more. */
enum Reachability {
  /** The host takes the connection. */
  ACCEPTS("the host accepts the connection"),
  /** Nothing listens there. */
  REFUSES("connection refused"),
  /** No way to the host, or no answer from it. */
  NO_WAY("the host can't be reached"),
  /** The name is not known. */
  NO_ADDRESS("the host name has no address");

  private final String words;

  Reachability(String words) {
    this.words = words;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** Connects and disconnects. Blocks for twice the timeout at most. */
  static Reachability of(String host, int port, Duration timeout) {
    FutureTask<Reachability> attempt = new FutureTask<>(() -> connect(host, port, timeout));
    Thread thread = new Thread(attempt, "nvr-source-probe");
    thread.setDaemon(true);
    thread.start();
    try {
      return attempt.get(2 * timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // The name service takes its time; the thread ends when that gives up.
      return NO_ADDRESS;
    } catch (ExecutionException e) {
      return NO_WAY;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NO_WAY;
    }
  }

  private static Reachability connect(String host, int port, Duration timeout) {
    try (Socket socket = new Socket()) {
      InetAddress address = InetAddress.getByName(host);
      socket.connect(new InetSocketAddress(address, port), Math.max(1, (int) timeout.toMillis()));
      return ACCEPTS;
    } catch (UnknownHostException e) {
      return NO_ADDRESS;
    } catch (ConnectException e) {
      return REFUSES;
    } catch (IOException e) {
      return NO_WAY;
    }
  }
}
