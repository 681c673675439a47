package io.finalnvr.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
