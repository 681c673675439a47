package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.media.TrackKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceLeakIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SLACK = 6;

  @Test
  void connectAndClose_leavesNoThreadAndNoFile() {
    try (SimulatedCamera camera = SimulatedCamera.builder().size(320, 240).gop(5).start()) {
      connect(camera, 3);
      int threads = count("/proc/self/task");
      int files = count("/proc/self/fd");

      connect(camera, 30);

      Await.until("threads", LIMIT, () -> count("/proc/self/task") <= threads + SLACK);
      Await.until("files", LIMIT, () -> count("/proc/self/fd") <= files + SLACK);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("nvr-source"));
  }

  private static void connect(SimulatedCamera camera, int times) {
    for (int i = 0; i < times; i++) {
      try (Collector collector =
          Collector.of(
              CameraConfig.builder("leak", camera.uri().toString())
                  .connectTimeout(LIMIT)
                  .build())) {
        collector.await("a frame", LIMIT, c -> !c.frames(TrackKind.VIDEO).isEmpty());
      }
    }
  }

  private static int count(String directory) {
    try (Stream<Path> entries = Files.list(Path.of(directory))) {
      return (int) entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
