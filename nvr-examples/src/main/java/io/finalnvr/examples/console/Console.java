package io.finalnvr.examples.console;

import java.io.PrintStream;

/**
 * Where a command writes: results to standard output, everything else to standard error, where the
 * last line may be a status line that is written over on a terminal. Thread-safe.
 */
public final class Console {

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private int statusLength;

  /** Writes to these; {@code terminal} tells whether {@code err} is one. */
  public Console(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** Whether standard error is a terminal. */
  public boolean isTerminal() {
    return terminal;
  }

  /** A line of the result. */
  public synchronized void print(String line) {
    clearStatus();
    out.println(line);
    out.flush();
  }

  /** A line for people who watch. */
  public synchronized void say(String line) {
    clearStatus();
    err.println(line);
    err.flush();
  }

  /** Shows a line that the next call replaces; on something else than a terminal just a line. */
  public synchronized void status(String line) {
    if (!terminal) {
      err.println(line);
    } else {
      err.print("\r" + line + " ".repeat(Math.max(0, statusLength - line.length())));
      statusLength = line.length();
    }
    err.flush();
  }

  /** Takes the status line away. */
  public synchronized void clearStatus() {
    if (statusLength > 0) {
      err.print("\r" + " ".repeat(statusLength) + "\r");
      err.flush();
      statusLength = 0;
    }
  }
}
