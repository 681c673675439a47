package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs ffprobe and ffmpeg: a judge that shares no code with what is tested. */
final class Tool {

  private static final int PATIENCE_SECONDS = 60;

  /**
   * How a tool ended.
   *
   * @param exitCode 0 for success
   * @param output of both streams
   */
  record Result(int exitCode, String output) {

    Result ok() {
      assertThat(exitCode).as(output).isZero();
      return this;
    }

    List<String> lines() {
      return output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
  }

  private Tool() {}

  static Process start(String... command) {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Result run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      CompletableFuture<byte[]> output =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return process.getInputStream().readAllBytes();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      String text = new String(output.join(), StandardCharsets.UTF_8);
      assertThat(ended).as("ended in time: %s%n%s", String.join(" ", command), text).isTrue();
      return new Result(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static Result ffprobe(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  static Result ffmpeg(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }
}
