package io.finalnvr.core.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The independent judge: ffmpeg and ffprobe. */
public final class Ffmpeg {

  /** One packet as ffprobe sees it; times in units of the track. */
  public record Packet(
      String kind, long pts, long dts, long duration, int size, long position, String flags) {

    public boolean keyFrame() {
      return flags.contains("K");
    }

    /** To be decoded, not to be shown. */
    public boolean discarded() {
      return flags.contains("D");
    }
  }

  private Ffmpeg() {}

  public static boolean available() {
    return Stream.of("ffmpeg", "ffprobe")
        .allMatch(
            tool ->
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(dir -> Files.isExecutable(Path.of(dir, tool))));
  }

  /** Makes a file from a test picture and test tones. */
  public static void make(Path file, String arguments) {
    run("ffmpeg -v error -nostdin -y " + arguments + " -map_metadata -1 -bitexact " + file);
  }

  /** What ffmpeg complains about when it plays the file. */
  public static String complaints(Path file) {
    return run("ffmpeg -v error -nostdin -i " + file + " -fps_mode passthrough -f null -");
  }

  /** A digest of each decoded picture, with the time in microseconds: {@code time digest}. */
  public static List<String> pictures(Path file) {
    String command =
        "ffmpeg -v error -nostdin -copyts -i %s -map 0:v -fps_mode passthrough -enc_time_base 1:1000000"
            + " -f framemd5 -";
    return run(command.formatted(file))
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(",\\s*"))
        .map(fields -> fields[2].strip() + " " + fields[5])
        .toList();
  }

  /** The decoded sound, two channels of 48 kHz; from time 0 on as far as ffmpeg plays it. */
  public static short[] sound(Path file, long fromMicros) throws IOException {
    Path pcm = Files.createTempFile("ffmpeg", ".pcm");
    try {
      run(
          "ffmpeg -v error -nostdin -y -copyts -i %s -map 0:a -af atrim=start=%s -f s16le %s"
              .formatted(file, fromMicros / 1e6, pcm));
      ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(pcm)).order(ByteOrder.LITTLE_ENDIAN);
      short[] samples = new short[data.remaining() / 2];
      data.asShortBuffer().get(samples);
      return samples;
    } finally {
      Files.delete(pcm);
    }
  }

  public static List<Packet> packets(Path file, String stream) {
    List<Packet> packets = new ArrayList<>();
    String output =
        run(
            "ffprobe -v error -select_streams %s -show_packets -of compact %s"
                .formatted(stream, file));
    for (String line : output.lines().toList()) {
      Map<String, String> fields = new HashMap<>();
      for (String field : line.split("\\|")) {
        if (field.contains("=")) {
          fields.put(
              field.substring(0, field.indexOf('=')), field.substring(field.indexOf('=') + 1));
        }
      }
      if (fields.containsKey("codec_type")) {
        packets.add(
            new Packet(
                fields.get("codec_type"),
                Long.parseLong(fields.get("pts")),
                Long.parseLong(fields.get("dts")),
                Long.parseLong(fields.getOrDefault("duration", "-1").replace("N/A", "-1")),
                Integer.parseInt(fields.get("size")),
                Long.parseLong(fields.get("pos")),
                fields.get("flags")));
      }
    }
    return packets;
  }

  /** A value of the whole file or of a stream, for example {@code format=start_time}. */
  public static String entry(Path file, String stream, String entry) {
    return run("ffprobe -v error %s -show_entries %s -of csv=p=0 %s"
            .formatted(stream.isEmpty() ? "" : "-select_streams " + stream, entry, file))
        .strip();
  }

  public static String run(String command) {
    try {
      Path output = Files.createTempFile("ffmpeg", ".txt");
      try {
        Process process =
            new ProcessBuilder(command.strip().split("\\s+"))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as("%s ended: %s", command, text).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command, text).isZero();
        return text;
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
