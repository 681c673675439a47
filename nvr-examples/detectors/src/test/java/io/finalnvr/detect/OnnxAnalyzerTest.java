package io.finalnvr.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Event;
import io.finalnvr.analysis.Detection;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.media.Codec;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxAnalyzerTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
  private static final int ANCHORS = 64 + 16 + 4;

  @TempDir Path folder;

  private static DecodedFrame picture(int width, int height, int millis) {
    PixelFormat rgb = PixelFormat.RGB;
    return new DecodedFrame(
        new VideoTrack(1, Codec.MJPEG, width, height, ByteBuffer.allocate(0)),
        T0.plusMillis(millis),
        Duration.ofMillis(500),
        rgb,
        width,
        height,
        /* keyFrame= */ true,
        /* discontinuity= */ false,
        ByteBuffer.allocate(rgb.size(width, height)));
  }

  private Path model(TinyModel model, String... labels) throws Exception {
    Path file = Files.write(folder.resolve("tiny.onnx"), model.bytes());
    Files.write(folder.resolve("tiny.onnx.labels"), List.of(labels));
    return file;
  }

  @Test
  void modelOfTheYoloxKind_isReadAndItsBoxesAreMappedToThePicture() throws Exception {
    float[][] anchors = new float[ANCHORS][7];
    // In the grid of 16 pixels, second row, third column: centre (48, 24), 32 x 16 pixels.
    anchors[64 + 4 + 2] = new float[] {1, 0.5f, (float) Math.log(2), 0, 0.9f, 0.1f, 0.8f};
    // The same, less sure.
    anchors[64 + 4 + 3] = new float[] {0.1f, 0.5f, (float) Math.log(2), 0, 0.8f, 0.1f, 0.8f};
    Path file = model(new TinyModel(64, 64).says("output", anchors), "person", "car");
    try (FrameAnalyzer analyzer = new OnnxProvider().create(file.toString())) {
      assertThat(analyzer.request().size()).isEqualTo(PictureSize.within(64, 64));
      List<Detection> first = analyzer.analyze(picture(64, 36, 0));
      assertThat(first).hasSize(1);
      assertThat(first.get(0).label()).isEqualTo("car");
      assertThat(first.get(0).score()).isCloseTo(0.72, within(1e-5));
      Event.Area box = first.get(0).box().orElseThrow();
      assertThat(box.x()).isCloseTo(0.5, within(1e-5));
      assertThat(box.width()).isCloseTo(0.5, within(1e-5));
      assertThat(box.y()).isCloseTo(16 / 36.0, within(1e-5));
      assertThat(box.height()).isCloseTo(16 / 36.0, within(1e-5));
      assertThat(analyzer.analyze(picture(64, 36, 500)).get(0).track())
          .isEqualTo(first.get(0).track());
    }
  }

  @Test
  void modelOfTheDetrKind_isReadWithoutItsNothing() throws Exception {
    float[][] logits = {{0, 0, 5}, {4, 0, 0}, {1, 1, 1}};
    float[][] boxes = {{0.5f, 0.5f, 1, 1}, {0.25f, 0.5f, 0.2f, 0.4f}, {0.5f, 0.5f, 1, 1}};
    Path file = model(new TinyModel(32, 32).says("logits", logits).says("pred_boxes", boxes));
    try (FrameAnalyzer analyzer = OnnxAnalyzer.open(file)) {
      assertThat(analyzer.request().size()).isEqualTo(PictureSize.exactly(32, 32));
      List<Detection> seen = analyzer.analyze(picture(32, 32, 0));
      assertThat(seen).hasSize(1);
      assertThat(seen.get(0).label()).isEqualTo("class-0");
      assertThat(seen.get(0).score()).isCloseTo(0.9647, within(1e-3));
      assertThat(seen.get(0).box().orElseThrow().x()).isCloseTo(0.15, within(1e-5));
    }
  }

  @Test
  void modelOfAnotherKind_isAnErrorThatSaysWhich() throws Exception {
    float[][] few = new float[5][7];
    Path file = model(new TinyModel(64, 64).says("output", few));
    try (FrameAnalyzer analyzer = OnnxAnalyzer.open(file)) {
      assertThatThrownBy(() -> analyzer.analyze(picture(64, 64, 0)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("5 anchors");
    }
    Path two = model(new TinyModel(64, 64).says("a", few).says("b", few));
    assertThatThrownBy(() -> OnnxAnalyzer.open(two)).hasMessageContaining("logits and pred_boxes");
    Path none = Files.write(folder.resolve("none.onnx"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> OnnxAnalyzer.open(none))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("can't be loaded");
    assertThatThrownBy(() -> OnnxAnalyzer.open(folder.resolve("missing.onnx")))
        .hasMessageContaining("there is no model");
  }

  @Test
  void input_isBlueGreenRedWithGreyAroundIt_orNormalised() {
    DecodedFrame red = filled(2, 1, (byte) 255, (byte) 0, (byte) 51);
    assertThat(new ModelInput(3, 2, /* detr= */ false).floats(red))
        .containsExactly(
            51, 51, 114, 114, 114, 114, 0, 0, 114, 114, 114, 114, 255, 255, 114, 114, 114, 114);
    float[] normal = new ModelInput(2, 1, /* detr= */ true).floats(red);
    assertThat(normal[0]).isCloseTo((1 - 0.485f) / 0.229f, within(1e-4f));
    assertThat(normal[4]).isCloseTo((0.2f - 0.406f) / 0.225f, within(1e-4f));
  }

  private static DecodedFrame filled(int width, int height, byte... rgb) {
    DecodedFrame empty = picture(width, height, 0);
    ByteBuffer data = ByteBuffer.allocate(empty.data().remaining());
    for (int x = 0; x < width; x++) {
      data.put(3 * x, rgb);
    }
    return new DecodedFrame(
        empty.track(),
        empty.time(),
        empty.duration(),
        PixelFormat.RGB,
        width,
        height,
        /* keyFrame= */ true,
        /* discontinuity= */ false,
        data);
  }
}
