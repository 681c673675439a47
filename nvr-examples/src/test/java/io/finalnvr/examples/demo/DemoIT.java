package io.finalnvr.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.examples.Forked;
import io.finalnvr.examples.Media;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class DemoIT {

  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void everyFrameComesThrough_andTheFilesAreWhatTheSummarySays() throws Exception {
    Path out = folder.resolve("out.json");
    Path err = folder.resolve("err.txt");
    Path data = folder.resolve("data");
    int code;
    try (Forked demo =
        Forked.start(out, err, "demo", "--seconds", "8", "--json", "--data", data.toString())) {
      code = demo.await(LONGEST);
    }
    JsonNode summary = new ObjectMapper().readTree(Files.readString(out));
    assertThat(code).as("%s%n%s", summary, Files.readString(err)).isZero();

    long received = summary.get("framesReceived").asLong();
    assertThat(received).isPositive();
    assertThat(summary.get("framesDurable").asLong()).isEqualTo(received);
    assertThat(summary.get("framesDelivered").asLong()).isEqualTo(received);
    assertThat(summary.get("framesReplayed").asLong()).isEqualTo(received);
    assertThat(summary.get("gaps").isInt()).isTrue();
    for (String latency :
        new String[] {
          "durableMillis", "durableMillisOfPictures", "durableMillisOfSound", "deliveredMillis"
        }) {
      JsonNode millis = summary.get(latency);
      assertThat(millis.get("p50").asDouble()).isPositive();
      assertThat(millis.get("p99").asDouble()).isGreaterThanOrEqualTo(millis.get("p50").asDouble());
      assertThat(millis.get("max").asDouble()).isGreaterThanOrEqualTo(millis.get("p99").asDouble());
    }

    Path export = Path.of(summary.get("export").asText());
    assertThat(export).startsWith(data);
    assertThat(Media.decodedFrames(export, "v:0"))
        .isEqualTo(summary.get("exportVideoFrames").asLong());
    assertThat(Media.decodedFrames(export, "a:0"))
        .isEqualTo(summary.get("exportAudioFrames").asLong());
    assertThat(Media.complaints(export)).isEmpty();

    BufferedImage picture = ImageIO.read(Path.of(summary.get("snapshot").asText()).toFile());
    assertThat(picture.getWidth()).isEqualTo(1920);
    assertThat(picture.getHeight()).isEqualTo(1080);
  }
}
