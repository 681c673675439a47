package io.finalnvr.examples.demo;

import io.finalnvr.Receipt;
import io.finalnvr.RecorderListener;
import io.finalnvr.media.EncodedFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a line for every receipt the moment it is given, so that after a crash it can be told
 * which frames must be there: camera, track, decode time, fingerprint.
 */
public final class ReceiptJournal implements AutoCloseable {

  private final OutputStream out;

  /** Appends to a file. */
  public ReceiptJournal(Path file) throws IOException {
    out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The listener for one camera. */
  public RecorderListener of(String camera) {
    return new RecorderListener() {
      @Override
      public void onReceipt(Receipt receipt) {
        write(line(camera, receipt.frame()));
      }
    };
  }

  static String line(String camera, EncodedFrame frame) {
    return String.join(
        " ",
        camera,
        Integer.toString(frame.track().id()),
        frame.decodeTime().toString(),
        Fingerprint.of(frame));
  }

  private void write(String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
