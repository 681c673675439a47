package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.gstreamer.SimulatedPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture that ffmpeg decoded from a file.
 *
 * @param seconds when the file shows it
 * @param picture what it says about itself
 */
record Shown(double seconds, SimulatedPicture picture) {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;

  /** The pictures of a file in the order in which they are shown; ffmpeg must not complain. */
  static List<Shown> in(Path file) throws Exception {
    byte[] pictures =
        output(
            "ffmpeg -v error -i %s -vsync passthrough -enc_time_base -1 -vf scale=320:180 -f rawvideo -pix_fmt gray -"
                .formatted(file));
    List<Double> times =
        new String(
                output(
                    "ffprobe -v error -select_streams v -show_entries packet=pts_time -of csv=p=0 "
                        + file),
                StandardCharsets.UTF_8)
            .lines()
            .map(line -> Double.valueOf(line.replace(",", "").strip()))
            .sorted()
            .toList();
    assertThat(pictures).hasSize(times.size() * WIDTH * HEIGHT);
    List<Shown> shown = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      int begin = i * WIDTH * HEIGHT;
      shown.add(
          new Shown(
              times.get(i),
              SimulatedPicture.read(WIDTH, HEIGHT, (x, y) -> pictures[begin + y * WIDTH + x] & 0xff)
                  .orElseThrow()));
    }
    return shown;
  }

  /** What a JPEG says about itself. */
  static SimulatedPicture inJpeg(ByteBuffer jpeg) throws IOException {
    byte[] bytes = new byte[jpeg.remaining()];
    jpeg.get(bytes);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    return SimulatedPicture.read(
            image.getWidth(), image.getHeight(), (x, y) -> image.getRGB(x, y) >> 8 & 0xff)
        .orElseThrow();
  }

  private static byte[] output(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command.split(" "))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] bytes = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return bytes;
  }
}
