package io.finalnvr.pravega.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.StorageException;
import io.pravega.client.byteStream.ByteStreamWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPravegaIT {

  @TempDir Path temp;

  @Test
  void node_listensOnLoopbackOnlyAndLeavesNoPortOpen() throws Exception {
    Set<String> before = ListeningSockets.all();
    EmbeddedPravega node = EmbeddedPravega.start(temp);

    Set<String> sockets = ListeningSockets.all();
    sockets.removeAll(before);
    assertThat(sockets).hasSize(3).allMatch(ListeningSockets::isLoopback);

    node.close();
    node.close();
    assertThat(ListeningSockets.all()).isEqualTo(before);
  }

  @Test
  void startAfterClose_inOneJvm_findsTheData() throws Exception {
    URI controller;
    try (EmbeddedPravega node = EmbeddedPravega.start(temp)) {
      controller = node.controllerUri();
      write(controller, 100);
    }
    try (EmbeddedPravega node = EmbeddedPravega.start(temp);
        ByteLog log = new ByteLog(node.controllerUri(), "camera")) {
      assertThat(node.controllerUri()).isEqualTo(controller);
      assertThat(log.countWhole()).isEqualTo(100);
    }
    assertThat(chunkBytes()).isPositive();
  }

  @Test
  void start_onDirectoryInUse_isRefusedAndNamesTheHolder() {
    try (EmbeddedPravega node = EmbeddedPravega.start(temp)) {
      assertThatThrownBy(() -> EmbeddedPravega.start(temp))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.reason()).isEqualTo(StorageException.Reason.IN_USE))
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
      assertThat(EmbeddedPravega.find(temp)).contains(node.storeUri());
    }
    assertThat(EmbeddedPravega.find(temp)).isEmpty();
  }

  @Test
  @SuppressWarnings("try") // The sockets only have to be there.
  void start_whenItsPortsWereTaken_usesOthersAndFindsTheData() throws Exception {
    NodeState.Ports ports;
    try (EmbeddedPravega node = EmbeddedPravega.start(temp)) {
      write(node.controllerUri(), 10);
      ports = DataDirectory.peek(temp).orElseThrow().ports();
    }
    try (ServerSocket zooKeeper = listen(ports.zooKeeper());
        ServerSocket controller = listen(ports.controller());
        ServerSocket segmentStore = listen(ports.segmentStore());
        EmbeddedPravega node = EmbeddedPravega.start(temp);
        ByteLog log = new ByteLog(node.controllerUri(), "camera")) {
      assertThat(log.countWhole()).isEqualTo(10);
    }
  }

  private static ServerSocket listen(int port) throws Exception {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  private static void write(URI controller, int records) throws Exception {
    try (ByteLog log = new ByteLog(controller, "camera")) {
      log.create();
      try (ByteStreamWriter writer = log.writer()) {
        for (int number = 0; number < records; number++) {
          writer.write(ByteLog.record(number));
        }
        writer.flush();
      }
    }
  }

  private long chunkBytes() throws Exception {
    try (var files = Files.walk(temp.resolve("lts"))) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }
}
