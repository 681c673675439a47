package io.finalnvr.examples.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single keys of the terminal, which is put back as it was. Nothing where there is no terminal. */
final class TerminalKeys implements AutoCloseable {

  private static final String TERMINAL = "/dev/tty";

  private final @Nullable InputStream in;

  private TerminalKeys(@Nullable InputStream in) {
    this.in = in;
  }

  static TerminalKeys open() {
    if (System.console() == null || !stty("-icanon -echo min 0 time 0")) {
      return new TerminalKeys(null);
    }
    try {
      return new TerminalKeys(new FileInputStream(TERMINAL));
    } catch (IOException e) {
      stty("sane");
      return new TerminalKeys(null);
    }
  }

  boolean isOpen() {
    return in != null;
  }

  /** What the next key sends, where one was pressed. Does not wait. */
  Optional<String> poll() {
    byte[] bytes = new byte[8];
    try {
      int count = in == null ? 0 : in.read(bytes);
      return count <= 0
          ? Optional.empty()
          : Optional.of(new String(bytes, 0, count, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean stty(String settings) {
    try {
      return new ProcessBuilder("sh", "-c", "stty " + settings + " < " + TERMINAL)
              .redirectErrorStream(true)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    if (in != null) {
      stty("sane");
      try {
        in.close();
      } catch (IOException e) {
        // Nothing was written.
      }
    }
  }
}
