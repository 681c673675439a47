package io.finalnvr.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.examples.cli.Session.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benches measure what they say, not how fast this machine is. */
class BenchIT {

  @TempDir Path folder;

  @Test
  void latency_countsEachFrameOnItsWay() throws Exception {
    JsonNode result = bench("latency", "--cameras", "2", "--seconds", "2", "--warm-up", "1");

    assertThat(result.get("framesReceived").asLong()).isPositive();
    assertThat(result.get("framesDurable")).isEqualTo(result.get("framesReceived"));
    assertThat(result.get("framesDelivered")).isEqualTo(result.get("framesReceived"));
    assertThat(result.get("framesLost").asLong()).isZero();
    for (String way : List.of("durableMillis", "deliveredMillis")) {
      JsonNode millis = result.get(way);
      assertThat(millis.get("p50").asDouble()).isPositive();
      assertThat(millis.get("max").asDouble()).isGreaterThanOrEqualTo(millis.get("p99").asDouble());
    }
    assertThat(result.get("heapBytesCollected").get("none").asLong()).isPositive();
    assertThat(result.get("heapBytesPerFurtherCamera").isIntegralNumber()).isTrue();
    assertThat(ImageIO.read(Path.of(result.get("charts").get(0).asText()).toFile())).isNotNull();
    assertThat(folder.resolve("data")).isEmptyDirectory();
  }

  @Test
  void capacity_addsCamerasUntilItFindsALimit() throws Exception {
    JsonNode result =
        bench(
            "capacity",
            "--from",
            "1",
            "--to",
            "2",
            "--step",
            "1",
            "--seconds",
            "2",
            "--warm-up",
            "1",
            "--fps",
            "5",
            "--source",
            "RTSP",
            "--compare",
            "1",
            "--compare-warm-up",
            "1");

    JsonNode compared = result.get("compared");
    for (String recorder : List.of("ours", "splitmuxsink", "ffmpeg", "node")) {
      assertThat(compared.get(recorder + "CpuSecondsPerCameraMinute").asDouble())
          .as(recorder)
          .isPositive();
    }
    JsonNode levels = result.get("levels");
    boolean limited = !result.get("limit").asText().isEmpty();
    assertThat(levels.size()).isEqualTo(limited ? result.get("cameras").asInt() + 1 : 2);
    for (JsonNode level : levels) {
      assertThat(level.get("framesReceived").asLong()).isPositive();
    }
  }

  @Test
  void export_copiesTheFootageInEachWay() throws Exception {
    JsonNode result = bench("export", "--minutes", "0.1", "--rounds", "1", "--warm-up", "0");

    assertThat(result.get("bytes").asLong()).isBetween(3_000_000L, 3_500_000L);
    for (String way : List.of("exportPlain", "exportFragmented", "virtualFile")) {
      assertThat(result.get(way + "MegabytesPerSecond").asDouble()).isPositive();
      assertThat(result.get(way + "Ratio").asDouble()).isPositive();
    }
    assertThat(result.get("firstBytesMillis").asDouble()).isPositive();
    assertThat(result.get("firstBytesOfLongerMillis").asDouble()).isPositive();
  }

  @Test
  void replay_playsTheFootageWithOneAndWithManyPlayers() throws Exception {
    JsonNode result =
        bench("replay", "--minutes", "0.1", "--rounds", "1", "--warm-up", "0", "--players", "3");

    assertThat(result.get("frames").asLong()).isEqualTo(180);
    assertThat(result.get("oneFramesPerSecond").asLong()).isPositive();
    assertThat(result.get("allFramesPerSecond").asLong()).isPositive();
  }

  @Test
  void seek_findsPicturesInFootageOfDays() throws Exception {
    JsonNode result = bench("seek", "--days", "1", "--seeks", "3", "--key-interval", "10");

    assertThat(result.get("lengths")).hasSize(1);
    for (JsonNode length : result.get("lengths")) {
      for (String step : List.of("lookup", "firstFrame", "firstPicture")) {
        assertThat(length.get(step + "Millis").get("p50").asDouble()).as(step).isPositive();
      }
      assertThat(length.get("lookupReads").asDouble()).isBetween(2.0, 25.0);
    }
  }

  @Test
  void timeline_findsAllRecordings() throws Exception {
    JsonNode result =
        bench("timeline", "--days", "2", "--cameras", "2", "--rounds", "1", "--warm-up", "0");

    JsonNode length = result.get("lengths").get(0);
    assertThat(length.get("recordings").asInt()).isEqualTo(2 * 2 * 6);
    assertThat(length.get("gaps").asInt()).isGreaterThanOrEqualTo(2 * 2 * 6);
    assertThat(length.get("firstMillis").asDouble()).isPositive();
    assertThat(length.get("againMillis").asDouble()).isPositive();
  }

  @Test
  void retention_cutsTheFootageDown() throws Exception {
    JsonNode result = bench("retention", "--days", "1", "--cuts", "2");

    JsonNode length = result.get("lengths").get(0);
    assertThat(length.get("decideMillis").asDouble()).isPositive();
    assertThat(length.get("cutMillis").asDouble()).isPositive();
  }

  @Test
  void analysis_looksAtThePicturesOfACamera() throws Exception {
    JsonNode result = bench("analysis", "--seconds", "1", "--warm-up", "0");

    assertThat(result.get("picturesPerCoreSecond").asLong()).isPositive();
    assertThat(result.get("analyzed").asLong()).isPositive();
    assertThat(result.get("failures").asLong()).isZero();
  }

  @Test
  void node_startsAfterAStopAndAfterAKill_withAllThatHadReceipts() throws Exception {
    JsonNode result =
        bench(
            "node",
            "--minutes",
            "0.1",
            "--rounds",
            "1",
            "--warm-up",
            "0",
            "--idle",
            "1",
            "--writing",
            "1");

    for (String what : List.of("startAfterStopSeconds", "startAfterKillSeconds", "stopSeconds")) {
      assertThat(result.get(what)).as(what).hasSize(1);
      assertThat(result.get(what).get(0).asDouble()).as(what).isPositive();
    }
    assertThat(result.get("idleCores").get(0).asDouble()).isPositive();
    assertThat(result.get("receipts").asLong()).isPositive();
    assertThat(result.get("receiptsLost").asLong()).isZero();
  }

  @Test
  void soak_tellsWhatGrows() throws Exception {
    JsonNode result =
        bench(
            "soak",
            "--cameras",
            "1",
            "--minutes",
            "0.06",
            "--warm-up",
            "1",
            "--fps",
            "5",
            "--source",
            "RTSP");

    assertThat(result.get("framesLost").asLong()).isZero();
    assertThat(result.get("samples").asInt()).isGreaterThanOrEqualTo(3);
    for (String what :
        List.of(
            "heapMebibytes",
            "residentMebibytes",
            "threads",
            "nativeObjects",
            "gstreamerObjects",
            "openFiles")) {
      assertThat(result.get(what).get("first").asDouble()).as(what).isPositive();
    }
    assertThat(ImageIO.read(Path.of(result.get("charts").get(0).asText()).toFile())).isNotNull();
  }

  private JsonNode bench(String... command) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("bench"));
    arguments.addAll(List.of(command));
    arguments.addAll(
        List.of(
            "--json",
            "--data",
            folder.resolve("data").toString(),
            "--charts",
            folder.resolve("charts").toString()));
    Outcome outcome = Session.run(arguments.toArray(String[]::new));
    assertThat(outcome.code()).as("%s%n%s", Arrays.toString(command), outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.out());
  }
}
