package io.finalnvr.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks at media files with ffprobe and ffmpeg. */
public final class Media {

  private static final int MOOF = 0x6d6f6f66;

  private Media() {}

  /** How many frames of a stream ({@code v:0}, {@code a:0}) can be decoded. */
  public static long decodedFrames(Path file, String stream) throws Exception {
    String count =
        output(
            "ffprobe",
            "-v",
            "error",
            "-count_frames",
            "-select_streams",
            stream,
            "-show_entries",
            "stream=nb_read_frames",
            "-of",
            "csv=p=0",
            file.toString());
    return Long.parseLong(count.strip().replace(",", ""));
  }

  /** How many fragments a file has; it holds whole boxes. */
  public static long fragments(Path file) throws IOException {
    ByteBuffer boxes = ByteBuffer.wrap(Files.readAllBytes(file));
    long fragments = 0;
    while (boxes.hasRemaining()) {
      int size = boxes.getInt();
      if (boxes.getInt() == MOOF) {
        fragments++;
      }
      boxes.position(boxes.position() + size - 8);
    }
    return fragments;
  }

  /** What ffmpeg complains of while it decodes a file. */
  public static String complaints(Path file) throws Exception {
    // With the file's own time base: in that of the frame rate, two frames of a camera whose
    // pictures
    // come unevenly may fall on the same tick, which is no fault of the file.
    return output(
        "ffmpeg",
        "-v",
        "warning",
        "-i",
        file.toString(),
        "-enc_time_base",
        "-1",
        "-f",
        "null",
        "-");
  }

  /** The brightness of every picture of a file, row by row, in the order of showing. */
  public static Stream<byte[]> greyPictures(Path file, int width, int height)
      throws IOException, InterruptedException {
    byte[] all =
        bytes(
            new ProcessBuilder(
                    "ffmpeg",
                    "-v",
                    "error",
                    "-i",
                    file.toString(),
                    "-vsync",
                    "passthrough",
                    "-f",
                    "rawvideo",
                    "-pix_fmt",
                    "gray",
                    "-")
                .redirectError(ProcessBuilder.Redirect.DISCARD));
    int size = width * height;
    return IntStream.range(0, all.length / size)
        .mapToObj(i -> Arrays.copyOfRange(all, i * size, (i + 1) * size));
  }

  private static String output(String... command) throws IOException, InterruptedException {
    return new String(
        bytes(new ProcessBuilder(command).redirectErrorStream(true)), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ProcessBuilder command) throws IOException, InterruptedException {
    Process process = command.start();
    byte[] bytes = process.getInputStream().readAllBytes();
    process.waitFor();
    return bytes;
  }
}
