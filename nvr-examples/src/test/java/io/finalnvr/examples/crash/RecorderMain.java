package io.finalnvr.examples.crash;

import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.NvrListener;
import io.finalnvr.Receipt;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderListener;
import io.finalnvr.RecorderState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Records a {@link TickingCamera} until its standard input ends: arguments are the store and the
 * file to which the fingerprint of every frame with a receipt is appended. Prints its states.
 */
final class RecorderMain {

  private RecorderMain() {}

  public static void main(String[] args) throws IOException {
    NvrListener states =
        new NvrListener() {
          @Override
          public void onRecorderState(Recorder recorder, RecorderState state) {
            System.out.println("STATE " + state + " " + recorder.reason());
          }
        };
    try (OutputStream journal =
            Files.newOutputStream(
                Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Nvr nvr =
            Nvr.builder()
                .store(URI.create(args[0]))
                .mediaSource(new TickingCamera())
                .listener(states)
                .build()) {
      add(nvr);
      nvr.record(Crash.CAMERA).addListener(writingTo(journal));
      while (System.in.read() >= 0) {
        // Only the end matters.
      }
    }
    System.out.println("CLOSED");
    System.exit(0);
  }

  private static void add(Nvr nvr) {
    if (nvr.camera(Crash.CAMERA).isEmpty()) {
      try {
        nvr.add(CameraConfig.of(Crash.CAMERA, TickingCamera.SCHEME + ":" + Crash.CAMERA));
      } catch (ConfigurationException addedByAnother) {
        nvr.cameras();
      }
    }
  }

  private static RecorderListener writingTo(OutputStream journal) {
    return new RecorderListener() {
      @Override
      public void onReceipt(Receipt receipt) {
        try {
          String line = Crash.fingerprint(receipt.frame().data()) + "\n";
          journal.write(line.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
