package io.finalnvr.examples.web;

import static io.finalnvr.examples.web.Browser.await;
import static io.finalnvr.examples.web.Browser.awaitSome;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.examples.Forked;
import io.finalnvr.gstreamer.SimulatedCamera;
import io.finalnvr.gstreamer.SimulatedPicture;
import io.finalnvr.media.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code nvr serve} in a real browser, with simulated cameras. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebPageIT {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final String ADMIN = "admin's password";
  private static final String VIEWER = "viewer's password";
  private static final String LIVE = "video[data-camera=gate]";

  @TempDir static Path folder;
  private SimulatedCamera gate;
  private SimulatedCamera yard;
  private Forked server;
  private Browser browser;
  private String address;

  @BeforeAll
  void startServer() throws Exception {
    gate = SimulatedCamera.builder().size(640, 360).framesPerSecond(15).audio(Codec.AAC).start();
    yard = SimulatedCamera.builder().size(320, 184).framesPerSecond(10).gop(20).start();
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
            "600",
            "--admin-password-file",
            password.toString());
    browser = Browser.start(folder);
    address = awaitSome("the server's address; it says: " + read(err), () -> address(out));
    browser.shape(1280, 800, false);
    browser.open(address);
    browser.logIn("admin", ADMIN);
    add("gate", "Gate", gate);
    add("yard", "Yard", yard);
    browser.page("#live");
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
  private void add(String id, String name, SimulatedCamera camera) {
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

  @AfterAll
  void close() {
    browser.close();
    server.close();
    gate.close();
    yard.close();
  }

  @Test
  void wall_reallyPlays() {
    browser.page("#live");
    SimulatedPicture first = awaitSome("a picture", () -> browser.picture(LIVE));
    double time = browser.number("document.querySelector('%s').currentTime".formatted(LIVE));
    double decoded = decoded();

    await("ten more frames are decoded", () -> decoded() >= decoded + 10);

    assertThat(browser.number("document.querySelector('%s').currentTime".formatted(LIVE)))
        .isGreaterThan(time);
    SimulatedPicture later = awaitSome("another picture", () -> browser.picture(LIVE));
    assertThat(later.frame()).isGreaterThan(first.frame());
    assertThat(later.time()).isAfter(first.time());
    await("the other camera", () -> browser.picture("video[data-camera=yard]").isPresent());
  }

  private double decoded() {
    return browser.number(
        "document.querySelector('%s').getVideoPlaybackQuality().totalVideoFrames".formatted(LIVE));
  }

  @Test
  void everyPage_looksAsDesigned() throws Exception {
    Files.createDirectories(SCREENSHOTS);
    for (String page : new String[] {"live", "recorded", "cameras", "system"}) {
      browser.page("#" + page);
      await("the page " + page, () -> browser.has("main h1"));
      for (int width : new int[] {1280, 390}) {
        for (boolean dark : new boolean[] {false, true}) {
          browser.shape(width, width == 390 ? 844 : 800, dark);
          assertThat(browser.number("document.documentElement.scrollWidth"))
              .as("%s fits %d pixels", page, width)
              .isLessThanOrEqualTo(width);
          browser.screenshot(
              SCREENSHOTS.resolve("%s-%d-%s.png".formatted(page, width, dark ? "dark" : "light")));
        }
      }
    }
    browser.shape(1280, 800, false);
  }
}
