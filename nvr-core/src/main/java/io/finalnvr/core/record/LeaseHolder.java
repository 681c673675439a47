package io.finalnvr.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who holds a lease.
 *
 * @param engine one engine in one process, never the same twice
 * @param host name of the machine, for people
 * @param machine identifies the running kernel and process space, empty where that can't be told
 * @param pid of the process
 * @param started when the process started, milliseconds since 1970; 0 where that can't be told
 * @param epoch grows by one with every holder of the lease
 */
record LeaseHolder(String engine, String host, String machine, long pid, long started, long epoch) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A new engine of this process, with epoch 0. */
  static LeaseHolder ofThisProcess() {
    ProcessHandle process = ProcessHandle.current();
    return new LeaseHolder(
        UUID.randomUUID().toString(),
        hostName(),
        machineId(),
        process.pid(),
        startOf(process),
        /* epoch= */ 0);
  }

  LeaseHolder withEpoch(long next) {
    return new LeaseHolder(engine, host, machine, pid, started, next);
  }

  /** Whether it is certain that the process is gone. */
  boolean isGone() {
    if (machine.isEmpty() || started == 0 || !machine.equals(machineId())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isEmpty() || startOf(process.get()) != started;
  }

  String describe() {
    return "process %d on %s".formatted(pid, host);
  }

  byte[] toJson() {
    return JSON.createObjectNode()
        .put("engine", engine)
        .put("host", host)
        .put("machine", machine)
        .put("pid", pid)
        .put("started", started)
        .put("epoch", epoch)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  static LeaseHolder fromJson(byte[] json) {
    try {
      JsonNode node = JSON.readTree(json);
      return new LeaseHolder(
          node.path("engine").asText(),
          node.path("host").asText(),
          node.path("machine").asText(),
          node.path("pid").asLong(),
          node.path("started").asLong(),
          node.path("epoch").asLong());
    } catch (IOException e) {
      return new LeaseHolder("", "an unknown machine", "", 0, 0, 0);
    }
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Linux: boot and process-id namespace, so that containers of one host are told apart. */
  private static String machineId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
