package io.finalnvr.examples.web;

import static io.finalnvr.examples.web.Browser.await;
import static io.finalnvr.examples.web.Browser.awaitSome;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.CameraConfig;
import io.finalnvr.Import;
import io.finalnvr.ImportRequest;
import io.finalnvr.Nvr;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.examples.Media;
import io.finalnvr.examples.web.WebClient.Visitor;
import io.finalnvr.gstreamer.SimulatedCamera;
import io.finalnvr.gstreamer.SimulatedPicture;
import io.finalnvr.media.Codec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Footage over real HTTP: what clients get is looked at with ffmpeg. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebFootageIT {

  private static final String PASSWORD = "a good password";
  private static final Instant START = Instant.parse("2026-03-01T10:15:00Z");
  private static final String RANGE = "from=2026-03-01T10:15:02.500Z&to=2026-03-01T10:15:08Z";

  @TempDir static Path folder;
  private final MemoryStore store = new MemoryStore();
  private final Nvr nvr = Nvr.builder().store(store).build();
  private final WebServer web =
      WebServer.start(nvr, store, InstantSource.system(), WebSettings.loopback(0));
  private final WebClient http = new WebClient(web.uri());
  private SimulatedCamera camera;
  private Visitor operator;
  private Visitor admin;

  @BeforeAll
  void footage() throws Exception {
    web.addAdmin("admin", PASSWORD);
    admin = http.visitor("admin", PASSWORD);
    String user = "{\"role\":\"OPERATOR\",\"password\":\"%s\"}".formatted(PASSWORD);
    http.send(admin, "PUT", "users/oscar", user);
    operator = http.visitor("oscar", PASSWORD);
    nvr.add(CameraConfig.of("old", "test:/"));
    load(clip("first.mp4"), START);
    load(clip("second.mp4"), START.plusSeconds(20));
    camera =
        SimulatedCamera.builder()
            .size(320, 184)
            .framesPerSecond(15)
            .gop(15)
            .audio(Codec.AAC)
            .start();
    nvr.add(CameraConfig.of("live", camera.uri().toString()));
    nvr.record("live");
  }

  @AfterAll
  void close() {
    web.close();
    nvr.close();
    store.close();
    camera.close();
  }

  private static Path clip(String name) throws Exception {
    Path clip = folder.resolve(name);
    String command =
        "ffmpeg -v error -f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=frequency=440"
            + " -t 10 -c:v libx264 -preset ultrafast -g 50 -bf 0 -pix_fmt yuv420p -c:a aac "
            + clip;
    assertThat(new ProcessBuilder(command.split(" ")).inheritIO().start().waitFor()).isZero();
    return clip;
  }

  private void load(Path clip, Instant start) throws Exception {
    try (Import load = nvr.importFile(ImportRequest.of("old", clip).startingAt(start))) {
      load.result().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void export_isAFileOfKnownLength_thatPlays() throws Exception {
    HttpResponse<byte[]> head = http.bytes(operator, "HEAD", "cameras/old/export.mp4?" + RANGE);
    HttpResponse<byte[]> whole = http.bytes(operator, "GET", "cameras/old/export.mp4?" + RANGE);

    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(whole.body().length));
    assertThat(head.body()).isEmpty();
    assertThat(header(whole, "Content-Type")).isEqualTo("video/mp4");
    assertThat(header(whole, "Content-Disposition")).contains("old-20260301T101502Z.mp4");
    Path file = Files.write(folder.resolve("export.mp4"), whole.body());
    assertThat(Media.complaints(file)).isEmpty();
    // 5.5 s, and what is needed for decoding from the key frame at 2 s on.
    assertThat(Media.decodedFrames(file, "v:0")).isBetween(137L, 151L);
  }

  @Test
  void export_isResumed_byteByByteTheSame() throws Exception {
    String path = "cameras/old/export.mp4?" + RANGE;
    HttpResponse<byte[]> whole = http.bytes(operator, "GET", path);
    byte[] bytes = whole.body();
    String etag = header(whole, "ETag");

    HttpResponse<byte[]> part =
        http.bytes(operator, "GET", path, "Range", "bytes=1000-1999", "If-Range", etag);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 1000-1999/" + bytes.length);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 1_000, 2_000));

    HttpResponse<byte[]> rest = http.bytes(operator, "GET", path, "Range", "bytes=-100");
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 100, bytes.length));

    HttpResponse<byte[]> changed =
        http.bytes(operator, "GET", path, "Range", "bytes=0-9", "If-Range", "\"another\"");
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body()).isEqualTo(bytes);

    HttpResponse<byte[]> behind =
        http.bytes(operator, "GET", path, "Range", "bytes=" + bytes.length + "-");
    assertThat(behind.statusCode()).isEqualTo(416);
    assertThat(header(behind, "Content-Range")).isEqualTo("bytes */" + bytes.length);

    assertThat(http.bytes(operator, "GET", path, "If-None-Match", etag).statusCode())
        .isEqualTo(304);
    assertThat(http.bytes(operator, "GET", path, "Range", "bytes=-0").statusCode()).isEqualTo(416);
    for (String nonsense : List.of("bytes=5-2", "bytes=--5", "bytes=0-1,-5", "chars=0-5", "-1")) {
      HttpResponse<byte[]> answer = http.bytes(operator, "GET", path, "Range", nonsense);
      assertThat(answer.statusCode()).as(nonsense).isEqualTo(200);
      assertThat(answer.body()).hasSameSizeAs(bytes);
    }
  }

  @Test
  void export_ofNothing_saysSo() throws Exception {
    String nothing = "cameras/old/export.mp4?from=2020-01-01T00:00:00Z&to=2020-01-01T00:01:00Z";
    String backwards = "cameras/old/export.mp4?from=2026-03-01T10:15:08Z&to=2026-03-01T10:15:08Z";

    assertThat(http.get(operator, nothing).statusCode()).isEqualTo(404);
    assertThat(http.get(operator, backwards).statusCode()).isEqualTo(400);
    assertThat(http.get(operator, "cameras/old/export.mp4").statusCode()).isEqualTo(400);
    assertThat(http.get(operator, "cameras/none/export.mp4?" + RANGE).statusCode()).isEqualTo(404);
  }

  @Test
  void export_isNotForViewers() throws Exception {
    String user = "{\"role\":\"VIEWER\",\"password\":\"%s\"}".formatted(PASSWORD);
    http.send(admin, "PUT", "users/eve", user);
    Visitor eve = http.visitor("eve", PASSWORD);

    assertThat(http.get(eve, "cameras/old/export.mp4?" + RANGE).statusCode()).isEqualTo(403);
    assertThat(http.bytes(eve, "HEAD", "cameras/old/export.mp4?" + RANGE).statusCode())
        .isEqualTo(403);
    assertThat(http.get(eve, "cameras/old/footage.mp4?" + RANGE).statusCode()).isEqualTo(200);
  }

  @Test
  void rawFootage_isWhatIsStored_fromTheKeyFrameOn() throws Exception {
    HttpResponse<byte[]> raw = http.bytes(operator, "GET", "cameras/old/footage.mp4?" + RANGE);

    Path file = Files.write(folder.resolve("raw.mp4"), raw.body());
    assertThat(Media.decodedFrames(file, "v:0")).isEqualTo(150);
    String nothing = "cameras/old/footage.mp4?from=2020-01-01T00:00:00Z&to=2020-01-01T00:01:00Z";
    assertThat(http.get(operator, nothing).statusCode()).isEqualTo(404);
  }

  @Test
  void recordedHls_isPlayedByOthers() throws Exception {
    String path = "cameras/old/hls/footage.m3u8?" + RANGE;
    String playlist = http.get(operator, path).body();

    assertThat(playlist)
        .contains("#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-BYTERANGE:", "#EXT-X-ENDLIST");
    assertThat(frames(path)).isEqualTo(150);
  }

  @Test
  void liveHls_isPlayedByOthers() throws Exception {
    String playlist =
        awaitSome(
            "three pieces",
            () -> {
              String list = body("cameras/live/hls/live.m3u8");
              return Optional.of(list).filter(l -> l.split("#EXTINF").length > 3);
            });
    var times = Pattern.compile("PROGRAM-DATE-TIME:(\\S+)").matcher(playlist);
    assertThat(times.find()).isTrue();
    assertThat(Instant.parse(times.group(1)))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    var lengths = Pattern.compile("EXTINF:([0-9.]+)").matcher(playlist);
    while (lengths.find()) {
      assertThat(Double.parseDouble(lengths.group(1))).isBetween(1.9, 4.1);
    }
    // A live playlist has no end; ffprobe looks at two seconds of it.
    assertThat(frames("cameras/live/hls/live.m3u8", "-read_intervals", "%+2"))
        .isGreaterThanOrEqualTo(20);
  }

  @Test
  void hlsPiecesThatAreNotThere_areNotFound() throws Exception {
    body("cameras/live/hls/live.m3u8");
    assertThat(http.get(operator, "cameras/live/hls/999999.m4s").statusCode()).isEqualTo(404);
    assertThat(http.get(operator, "cameras/live/hls/x.m4s").statusCode()).isEqualTo(404);
    assertThat(http.get(operator, "cameras/live/hls/header-999.mp4").statusCode()).isEqualTo(404);
    assertThat(http.get(operator, "cameras/none/hls/live.m3u8").statusCode()).isEqualTo(404);
    assertThat(http.get(Visitor.STRANGER, "cameras/live/hls/live.m3u8").statusCode())
        .isEqualTo(401);
  }

  private String body(String path) {
    try {
      return http.get(operator, path).body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** How many pictures ffprobe, a player of others, decodes of a playlist. */
  private long frames(String path, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ffprobe",
                "-v",
                "error",
                "-allowed_extensions",
                "ALL",
                "-headers",
                "Authorization: Basic "
                    + Base64.getEncoder()
                        .encodeToString(("oscar:" + PASSWORD).getBytes(StandardCharsets.UTF_8))
                    + "\r\n"));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-count_frames",
            "-select_streams",
            "v:0",
            "-show_entries",
            "stream=nb_read_frames",
            "-of",
            "csv=p=0",
            web.uri().resolve("/api/v1/" + path).toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Long.parseLong(out.strip().split("\\s+")[0].replace(",", ""));
  }

  @Test
  void trial_bringsAPicture_orTheReason() throws Exception {
    String good = "{\"uri\":\"%s\"}".formatted(camera.uri());
    JsonNode seen = WebClient.json(http.send(admin, "POST", "trials", good));
    assertThat(seen.get("ok").asBoolean()).isTrue();
    assertThat(seen.get("tracks").toString()).contains("H264 320x184");
    byte[] jpeg = Base64.getDecoder().decode(seen.get("picture").asText().split(",", 2)[1]);
    assertThat(picture(jpeg)).isPresent();

    JsonNode refused =
        WebClient.json(http.send(admin, "POST", "trials", "{\"uri\":\"rtsp://127.0.0.1:9/x\"}"));
    assertThat(refused.get("ok").asBoolean()).isFalse();
    assertThat(refused.get("reason").asText()).isEqualTo("UNREACHABLE");
    assertThat(http.send(operator, "POST", "trials", good).statusCode()).isEqualTo(403);
    assertThat(nvr.cameras()).hasSize(2);
  }

  @Test
  void pictures_goBackwards_oneByOne() throws Exception {
    await("some seconds", () -> nvr.timeline("live").range().isPresent() && seconds() >= 3);
    Instant end = nvr.timeline("live").range().orElseThrow().end();
    Pictures seen = new Pictures();
    WebSocket socket = http.socket(operator, "cameras/live/pictures?speed=-2&from=" + end, seen);
    await("ten pictures", () -> seen.all.size() >= 10);
    socket.abort();

    List<SimulatedPicture> pictures =
        seen.all.stream().map(WebFootageIT::picture).map(Optional::orElseThrow).toList();
    for (int i = 1; i < 10; i++) {
      assertThat(pictures.get(i).frame()).isEqualTo(pictures.get(i - 1).frame() - 1);
    }
  }

  @Test
  void pictures_takeNoNonsense_andOthersGoOn() throws Exception {
    Pictures others = new Pictures();
    WebSocket there = http.socket(operator, "cameras/live/pictures", others);
    for (String message :
        List.of("{", "[]", "{\"command\":5}", "{\"command\":\"seek\",\"at\":7}")) {
      Pictures seen = new Pictures();
      http.socket(operator, "cameras/live/pictures", seen).sendText(message, true);
      await("it is closed", () -> !seen.reason.isEmpty());
      assertThat(seen.reason).matches("the (body|field) .*");
    }
    int before = others.all.size();
    await("more pictures for others", () -> others.all.size() > before);
    there.abort();
  }

  private long seconds() {
    var range = nvr.timeline("live").range().orElseThrow();
    return range.end().getEpochSecond() - range.start().getEpochSecond();
  }

  @Test
  void metrics_countFrames_byCamera() throws Exception {
    await("frames are durable", () -> metric("nvr_frames_durable_total{camera=\"live\"}") > 10);
    assertThat(metric("nvr_receipt_latency_seconds_count{camera=\"live\"}")).isPositive();
    assertThat(metric("nvr_recording{camera=\"live\"}")).isEqualTo(1);
    await("a rate", () -> rate() > 10);
    assertThat(rate()).isLessThan(20);
  }

  private double rate() {
    try {
      return http.getJson(operator, "cameras/live").at("/recorder/framesPerSecond").asDouble();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private double metric(String name) {
    return body("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElse(0);
  }

  /** Takes pictures and says so. */
  private static final class Pictures implements WebSocket.Listener {
    private static final int HEADER = 16;
    final List<byte[]> all = new CopyOnWriteArrayList<>();
    volatile String reason = "";
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String why) {
      reason = why;
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      message.writeBytes(bytes);
      if (last) {
        all.add(Arrays.copyOfRange(message.toByteArray(), HEADER, message.size()));
        message.reset();
        socket.sendText("{\"command\":\"shown\"}", true);
      }
      socket.request(1);
      return null;
    }
  }

  private static Optional<SimulatedPicture> picture(byte[] jpeg) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
      return SimulatedPicture.read(
          image.getWidth(), image.getHeight(), (x, y) -> image.getRGB(x, y) >> 8 & 0xff);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }
}
