package io.finalnvr.examples.cli;

import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Stop;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Runs commands in this process and keeps what they write. */
final class Session {

  /** What a command did. */
  record Outcome(int code, String out, String err) {}

  private Session() {}

  static Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Shell shell =
        new Shell(
            new Console(outStream, errStream, /* terminal= */ false),
            new Stop(),
            InstantSource.system(),
            ZoneOffset.UTC);
    int code = Cli.run(shell, outStream, errStream, args);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
