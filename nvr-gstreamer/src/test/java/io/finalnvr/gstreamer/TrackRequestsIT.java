package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException.Reason;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** GStreamer asks once more itself after a 404, so that a path may come twice. */
class TrackRequestsIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void trackIsAskedForBelowTheStream_andOnlyThenBesideIt() throws IOException {
    try (ScriptedServer server = new ScriptedServer("");
        Collector camera = Collector.of(CameraConfig.of("gate", server.uri("/cam/live")))) {
      assertThat(camera.awaitEnd(LIMIT).reason()).isEqualTo(Reason.NOT_FOUND);

      assertThat(server.setups())
          .startsWith("/cam/live/track1")
          .containsSubsequence("/cam/live/track1", "/cam/track1");
    }
  }

  @Test
  void trackIsAskedForWhereTheCameraSays() throws IOException {
    try (ScriptedServer server = new ScriptedServer("/tracks/");
        Collector camera = Collector.of(CameraConfig.of("gate", server.uri("/cam/live")))) {
      assertThat(camera.awaitEnd(LIMIT).reason()).isEqualTo(Reason.NOT_FOUND);

      assertThat(server.setups()).containsOnly("/tracks/track1");
    }
  }
}
