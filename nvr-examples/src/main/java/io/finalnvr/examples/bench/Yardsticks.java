package io.finalnvr.examples.bench;

import io.finalnvr.CameraConfig;
import io.finalnvr.Nvr;
import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Stop;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to record RTSP cameras, beside recorders that only write files: {@code ffmpeg -c
 * copy} and GStreamer's {@code splitmuxsink}, a process for each camera, which neither make a frame
 * durable nor index it. All of them record the same cameras at the same time, so that what else the
 * machine does hits all of them. The node of ours has a process of its own.
 *
 * @param cameras how many
 * @param cpu time of each recorder's processes while it was measured; empty where it is not
 *     installed or did not record
 * @param node CPU time of the node
 * @param length how long it was measured
 */
record Yardsticks(
    int cameras, Map<String, Optional<Duration>> cpu, Duration node, Duration length) {

  static final String FFMPEG = "ffmpeg -c copy, segments";
  static final String SPLITMUX = "gst-launch, splitmuxsink";
  static final String OURS = "nvr record, without the node";

  private static final int FILE_SECONDS = 10;

  /** A recorder that is running. */
  private record Running(List<ChildProcess> processes, Path files) {
    State state() {
      return new State(
          !processes.isEmpty() && processes.stream().allMatch(ChildProcess::isAlive),
          processes.stream().map(ChildProcess::cpu).reduce(Duration.ZERO, Duration::plus),
          bytes(files.toFile()));
    }
  }

  /** What a recorder has used and written so far. */
  private record State(boolean alive, Duration cpu, long bytes) {
    /** What it used; empty where it wrote nothing. */
    Optional<Duration> since(@Nullable State before) {
      return before != null && alive && bytes > before.bytes
          ? Optional.of(cpu.minus(before.cpu))
          : Optional.empty();
    }
  }

  /** Runs them; empty where the user stopped it. */
  static Optional<Yardsticks> measure(
      List<CameraConfig> cameras,
      Duration warmUp,
      Duration length,
      Path work,
      Console console,
      Stop stop)
      throws Exception {
    Path store = work.resolve("store");
    Map<String, Running> running = new LinkedHashMap<>();
    try (NvrProcess node = NvrProcess.start("1g", "node", "--store", store.toString())) {
      node.line();
      add(cameras, store);
      try (NvrProcess ours = NvrProcess.start("1g", "record", "--store", store.toString())) {
        running.put(FFMPEG, start(cameras, work.resolve("ffmpeg"), Yardsticks::ffmpeg));
        running.put(SPLITMUX, start(cameras, work.resolve("splitmux"), Yardsticks::splitMux));
        running.put(OURS, new Running(List.of(ours.process()), store));
        console.status("recording %d cameras with three recorders".formatted(cameras.size()));
        if (stop.await(warmUp)) {
          return Optional.empty();
        }
        Map<String, State> before = new LinkedHashMap<>();
        running.forEach((name, recorder) -> before.put(name, recorder.state()));
        Duration nodeBefore = node.process().cpu();
        long begin = System.nanoTime();
        if (stop.await(length)) {
          return Optional.empty();
        }
        Duration nodeCpu = node.process().cpu().minus(nodeBefore);
        Map<String, Optional<Duration>> cpu = new LinkedHashMap<>();
        running.forEach(
            (name, recorder) -> cpu.put(name, recorder.state().since(before.get(name))));
        return Optional.of(
            new Yardsticks(
                cameras.size(), cpu, nodeCpu, Duration.ofNanos(System.nanoTime() - begin)));
      }
    } finally {
      running.values().stream().flatMap(r -> r.processes().stream()).forEach(ChildProcess::close);
    }
  }

  /** CPU seconds in which a camera is recorded for a minute; NaN where it is not known. */
  double perCameraMinute(String recorder) {
    return cpu.getOrDefault(recorder, Optional.empty())
        .map(this::perCameraMinute)
        .orElse(Double.NaN);
  }

  double nodePerCameraMinute() {
    return perCameraMinute(node);
  }

  /** What ours costs, as a multiple of another recorder; NaN where that is not known. */
  double ratio(String to) {
    return perCameraMinute(OURS) / perCameraMinute(to);
  }

  private double perCameraMinute(Duration used) {
    return used.toNanos() * 60.0 / cameras / length.toNanos();
  }

  private static void add(List<CameraConfig> cameras, Path store) {
    try (Nvr nvr = Nvr.builder().store(store).build()) {
      cameras.forEach(nvr::add);
    }
  }

  /** The command that records a camera into a folder. */
  private interface Command {
    List<String> of(String uri, Path folder);
  }

  private static Running start(List<CameraConfig> cameras, Path folder, Command command)
      throws IOException {
    List<ChildProcess> processes = new ArrayList<>();
    try {
      for (CameraConfig camera : cameras) {
        Path files = Files.createDirectories(folder.resolve(camera.id()));
        processes.add(ChildProcess.start(command.of(camera.uri().toString(), files)));
      }
    } catch (IOException e) {
      // Not installed: said in the report.
      processes.forEach(ChildProcess::close);
      processes.clear();
    }
    return new Running(processes, folder);
  }

  private static List<String> ffmpeg(String uri, Path folder) {
    return List.of(
        "ffmpeg",
        "-v",
        "error",
        "-rtsp_transport",
        "tcp",
        "-i",
        uri,
        "-c",
        "copy",
        "-f",
        "segment",
        "-segment_time",
        Integer.toString(FILE_SECONDS),
        "-reset_timestamps",
        "1",
        folder.resolve("%05d.mp4").toString());
  }

  private static List<String> splitMux(String uri, Path folder) {
    return List.of(
        "gst-launch-1.0",
        "-q",
        "rtspsrc",
        "location=" + uri,
        "protocols=tcp",
        "!",
        "rtph264depay",
        "!",
        "h264parse",
        "!",
        "splitmuxsink",
        "location=" + folder.resolve("%05d.mp4"),
        "max-size-time=" + FILE_SECONDS * 1_000_000_000L);
  }

  private static long bytes(File file) {
    File[] inside = file.listFiles();
    return inside == null ? file.length() : Stream.of(inside).mapToLong(Yardsticks::bytes).sum();
  }
}
