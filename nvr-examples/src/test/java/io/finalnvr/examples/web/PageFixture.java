package io.finalnvr.examples.web;

import static io.finalnvr.examples.web.Browser.await;
import static io.finalnvr.examples.web.Browser.awaitSome;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.examples.Forked;
import io.finalnvr.examples.web.WebClient.Visitor;
import io.finalnvr.gstreamer.SimulatedCamera;
import io.finalnvr.gstreamer.SimulatedCameraBuilder;
import io.finalnvr.gstreamer.SimulatedPicture;
import io.finalnvr.media.Codec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One server with simulated cameras that are recorded, and one browser, logged in as administrator:
 * for all tests of the page that run in this JVM.
 */
final class PageFixture {

  static final String ADMIN = "admin's password";

  /** The video of a camera on the wall. */
  static final String LIVE = "video[data-camera=gate]";

  static final String RECORDED = "video[data-recorded]";

  /** At 15 frames a second, where a pixel of the timeline is 50 ms. */
  private static final int FRAMES_OF_A_PIXEL = 3;

  /** How far down in the timeline the first lane is. */
  static final int LANE = 45;

  private static final String TIMELINE = "document.querySelector('canvas.timeline')";
  private static @Nullable PageFixture shared;

  final Path folder;
  final URI address;
  final Browser browser;
  final WebClient http;
  final Visitor admin;

  /** H.264 with AAC. */
  final SimulatedCamera gate;

  /** H.264 with G.711, which browsers do not know. */
  final SimulatedCamera yard;

  private final Forked server;

  /** The one of this JVM; it ends with it. */
  static synchronized PageFixture shared() throws Exception {
    if (shared == null) {
      shared = new PageFixture(Files.createTempDirectory("nvr-page"));
    }
    shared.browser.shape(1280, 800, false);
    return shared;
  }

  private PageFixture(Path folder) throws Exception {
    this.folder = folder;
    gate = camera(Codec.H264, 15).size(640, 360).audio(Codec.AAC).start();
    yard = camera(Codec.H264, 10).audio(Codec.PCMA).start();
    SimulatedCamera dock = camera(Codec.H265, 5).start();
    SimulatedCamera ramp = camera(Codec.MJPEG, 5).start();
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Path password = Files.writeString(folder.resolve("password"), ADMIN);
    server =
        Forked.start(
            out,
            err,
            "serve",
            "--store",
            "memory:page",
            "--port",
            "0",
            "--json",
            "--seconds",
            "900",
            "--admin-password-file",
            password.toString());
    Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
    browser = Browser.start(folder);
    Runtime.getRuntime().addShutdownHook(new Thread(browser::close));
    address =
        URI.create(awaitSome("the server's address; it says: " + read(err), () -> address(out)));
    http = new WebClient(address);
    admin = http.visitor("admin", ADMIN);
    browser.shape(1280, 800, false);
    browser.open(address.toString());
    browser.logIn("admin", ADMIN);
    addOnThePage("gate", "Gate", gate);
    add("yard", "Yard", yard);
    add("dock", "Dock", dock);
    add("ramp", "Ramp", ramp);
  }

  private static SimulatedCameraBuilder camera(Codec codec, int rate) {
    return SimulatedCamera.builder().codec(codec).size(320, 184).framesPerSecond(rate).gop(rate);
  }

  private Optional<String> address(Path out) {
    assertThat(server.isAlive()).isTrue();
    try {
      return Optional.of(new ObjectMapper().readTree(read(out)).path("uri").asText())
          .filter(uri -> !uri.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  /** As an administrator does it. */
  private void addOnThePage(String id, String name, SimulatedCamera camera) {
    browser.page("#cameras");
    browser.named("button", "Add a camera").click();
    browser.type("input[name=id]", id);
    browser.type("input[name=name]", name);
    browser.type("input[name=uri]", camera.uri().toString());
    browser.named("button", "Save").click();
    await(
        name + " is recorded",
        () ->
            browser.has("[data-camera=%s]".formatted(id))
                && browser.find("[data-camera=%s]".formatted(id)).getText().contains("recording"));
  }

  /** As a program does it. */
  private void add(String id, String name, SimulatedCamera camera) throws Exception {
    String body =
        "{\"id\":\"%s\",\"name\":\"%s\",\"uri\":\"%s\"}".formatted(id, name, camera.uri());
    assertThat(http.send(admin, "POST", "cameras", body).statusCode()).isEqualTo(201);
    http.send(admin, "POST", "cameras/%s/recorder".formatted(id), "{}");
  }

  /** Shows the recorded page of a camera, and clicks an instant so many seconds before the end. */
  Instant seekPaused(String camera, int secondsBeforeEnd) {
    browser.page("#live");
    browser.find(".wall");
    browser.page("#recorded/" + camera);
    await("a timeline of 8 s", () -> browser.has("canvas.timeline") && length() >= 8);
    browser.named("button", "All").click();
    clickInstant(secondsBeforeEnd);
    browser.choose("select[aria-label=Zoom]", "60000");
    return clickInstant(secondsBeforeEnd);
  }

  Instant clickInstant(int secondsBeforeEnd) {
    int x = place(secondsBeforeEnd);
    Instant at = instantAt(x);
    browser.clickAt("canvas.timeline", x, LANE);
    return at;
  }

  /** Where on the timeline an instant lies, so many seconds before the end. */
  int place(int secondsBeforeEnd) {
    double asked = timeline("dataset.end") - 1_000.0 * secondsBeforeEnd;
    double from = timeline("dataset.from");
    double all = timeline("dataset.until") - from;
    return (int) Math.round((asked - from) / all * timeline("clientWidth"));
  }

  /** The instant that lies there. */
  Instant instantAt(int x) {
    double from = timeline("dataset.from");
    double all = timeline("dataset.until") - from;
    return Instant.ofEpochMilli((long) (from + x / timeline("clientWidth") * all));
  }

  /** How much the timeline shows. */
  Duration shown() {
    return Duration.ofMillis(Math.round(timeline("dataset.until") - timeline("dataset.from")));
  }

  private double timeline(String what) {
    return browser.number("%s.%s * 1".formatted(TIMELINE, what));
  }

  /** How many seconds of a camera are recorded. */
  double secondsOf(String camera) {
    try {
      JsonNode recordings =
          http.getJson(admin, "cameras/%s/timeline".formatted(camera)).get("recordings");
      return recordings.isEmpty()
          ? 0
          : Duration.between(
                      Instant.parse(recordings.get(0).get("start").asText()),
                      Instant.parse(recordings.get(recordings.size() - 1).get("end").asText()))
                  .toMillis()
              / 1_000.0;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** How many seconds the timeline holds. */
  double length() {
    return browser.number(
        "(c => c && (c.dataset.end - c.dataset.start) / 1000 || 0)(%s)".formatted(TIMELINE));
  }

  /** The picture that the page shows, which is that of an instant as the server has it. */
  SimulatedPicture shownNear(String camera, Instant asked) throws Exception {
    SimulatedPicture there = snapshot(camera, asked);
    assertThat(between(there.time(), asked)).as("the server's picture").isLessThan(1_000);
    try {
      return awaitSome(
          "the picture of " + asked,
          () ->
              browser
                  .picture(RECORDED)
                  .filter(p -> Math.abs(p.frame() - there.frame()) <= FRAMES_OF_A_PIXEL));
    } catch (AssertionError e) {
      e.addSuppressed(new AssertionError("shown instead: " + browser.picture(RECORDED)));
      throw e;
    }
  }

  private SimulatedPicture snapshot(String camera, Instant at) throws Exception {
    byte[] jpeg =
        http.bytes(admin, "GET", "cameras/%s/snapshot?at=%s".formatted(camera, at)).body();
    return Browser.read(jpeg).orElseThrow();
  }

  static long between(Instant one, Instant other) {
    return Duration.between(one, other).abs().toMillis();
  }
}
