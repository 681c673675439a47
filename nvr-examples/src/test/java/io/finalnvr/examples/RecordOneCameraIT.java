package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.finalnvr.gstreamer.SimulatedCamera;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordOneCameraIT {

  @TempDir Path folder;

  @Test
  void exampleOfTheReadme_records() throws Exception {
    try (SimulatedCamera camera =
        SimulatedCamera.builder().size(640, 360).framesPerSecond(15).gop(15).start()) {
      RecordOneCamera.run(folder, camera.uri().toString(), 5);
    }
    try (Nvr nvr = Nvr.builder().store(folder).build()) {
      assertThat(nvr.timeline("gate").range().map(TimeRange::duration).orElseThrow())
          .isGreaterThan(Duration.ofSeconds(1));
    }
  }
}
