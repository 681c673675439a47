package io.finalnvr.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.Credentials;
import io.finalnvr.examples.Forked;
import io.finalnvr.examples.Media;
import io.finalnvr.examples.cli.Session.Outcome;
import io.finalnvr.gstreamer.SimulatedCamera;
import io.finalnvr.media.Codec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a store that another process has open, as people use them. */
@Timeout(300)
class CommandsIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int TERMINATED = 143;

  @TempDir Path folder;
  private Forked node;
  private SimulatedCamera camera;

  @BeforeEach
  void aNodeAndACamera() throws Exception {
    Path out = folder.resolve("node.json");
    node =
        Forked.start(
            out, folder.resolve("node.err"), "node", "--json", "--store", store().toString());
    camera =
        SimulatedCamera.builder()
            .size(640, 360)
            .framesPerSecond(15)
            .gop(15)
            .audio(Codec.AAC)
            .credentials(Credentials.of("admin", "tiger"), SimulatedCamera.Authentication.DIGEST)
            .start();
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!Files.readString(out).contains("}")) {
      assertThat(node.isAlive()).as(Files.readString(folder.resolve("node.err"))).isTrue();
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(100);
    }
    assertThat(json(Files.readString(out)).get("controller").asText())
        .startsWith("tcp://127.0.0.1:");
  }

  @AfterEach
  void stoppedInGoodOrder() throws Exception {
    camera.close();
    node.terminate();
    int code = node.await(LONGEST);
    assertThat(Files.readString(folder.resolve("node.err"))).endsWith("stopping the node\n");
    assertThat(code).isEqualTo(TERMINATED);
  }

  @Test
  void fromAddingACameraToRemovingIt() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "tiger\n");
    succeed(
        "camera",
        "add",
        "gate",
        camera.uri().toString(),
        "--name",
        "The gate",
        "--user",
        "admin",
        "--password-file",
        password.toString());
    assertThat(run("camera", "add", "gate", "rtsp://192.0.2.1/").code()).isEqualTo(1);
    succeed("camera", "edit", "gate", "--location", "north");
    Outcome list = succeed("camera", "list", "--json");
    assertThat(json(list.out()).get(0).get("location").asText()).isEqualTo("north");
    assertThat(json(list.out()).get(0).get("credentials").asBoolean()).isTrue();
    assertThat(list.out()).doesNotContain("tiger", "admin");

    JsonNode recorded = json(succeed("record", "gate", "--seconds", "6", "--json").out()).get(0);
    long frames = recorded.get("framesDurable").asLong();
    assertThat(frames).isPositive().isEqualTo(recorded.get("framesReceived").asLong());

    JsonNode timeline = json(succeed("timeline", "--json").out()).get(0);
    assertThat(timeline.get("recordings")).isNotEmpty();
    assertThat(succeed("timeline").out()).startsWith("gate: recordings");

    Path mp4 = folder.resolve("gate.mp4");
    JsonNode export =
        json(succeed("export", "gate", mp4.toString(), "--from", "-1h", "--json").out());
    long videoFrames = export.get("videoFrames").asLong();
    // Sound in front of the first picture is left out.
    assertThat(videoFrames + export.get("audioFrames").asLong()).isBetween(frames - 10, frames);
    assertThat(Media.decodedFrames(mp4, "v:0")).isEqualTo(videoFrames);

    Path picture = folder.resolve("gate.png");
    succeed("snapshot", "gate", picture.toString(), "--max-width", "320");
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(320);

    assertThat(playedFrames("gate")).isEqualTo(frames);

    heldFootageOutlivesRetention(frames);

    succeed("camera", "remove", "gate", "--delete-footage");
    assertThat(run("timeline", "gate").err()).startsWith("nvr: there is no camera gate");
  }

  private void heldFootageOutlivesRetention(long frames) throws Exception {
    String hold =
        succeed("hold", "add", "gate", "--from", "-1h", "--note", "evidence").out().strip();
    assertThat(json(succeed("hold", "list", "--json").out()).get(0).get("id").asText())
        .isEqualTo(hold);
    succeed("retention", "set", "gate", "--max-bytes", "1", "--max-age", "30d");
    assertThat(succeed("retention", "show", "gate").out()).contains("keep at most 1 bytes");
    JsonNode plan = json(succeed("retention", "apply", "--dry-run", "--json").out()).get(0);
    assertThat(plan.get("bytesRemoved").asLong()).isPositive();
    JsonNode done = json(succeed("retention", "apply", "gate", "--json").out()).get(0);
    assertThat(done.get("bytesRemoved")).isEqualTo(plan.get("bytesRemoved"));
    assertThat(done.get("held").get(0).get("id").asText()).isEqualTo(hold);
    assertThat(playedFrames("gate")).isEqualTo(frames);
    succeed("hold", "release", hold);
    assertThat(succeed("timeline", "gate").out()).startsWith("gate: no footage");
  }

  private long playedFrames(String id) throws Exception {
    Path mp4 = folder.resolve("pipe.mp4");
    try (Forked play =
        Forked.start(
            mp4,
            folder.resolve("play.err"),
            "play",
            id,
            "--stdout",
            "--from",
            "-1h",
            "--to",
            "now",
            "--speed",
            "max",
            "--store",
            store().toString())) {
      assertThat(play.await(LONGEST)).isZero();
    }
    return Media.fragments(mp4);
  }

  private Outcome succeed(String... command) {
    Outcome outcome = run(command);
    assertThat(outcome.code()).as("%s%n%s", Arrays.toString(command), outcome.err()).isZero();
    return outcome;
  }

  private Outcome run(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--store", store().toString()));
    return Session.run(arguments.toArray(String[]::new));
  }

  private Path store() {
    return folder.resolve("store");
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
