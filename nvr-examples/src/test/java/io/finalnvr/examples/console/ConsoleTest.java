package io.finalnvr.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console console(boolean terminal) {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminal);
  }

  @Test
  void onATerminal_aStatusLineIsWrittenOver() {
    Console console = console(true);
    console.status("long line");
    console.status("short");
    console.print("result");
    assertThat(err).hasToString("\rlong line\rshort    \r     \r");
    assertThat(out).hasToString("result" + System.lineSeparator());
  }

  @Test
  void elsewhere_aStatusLineIsALine() {
    Console console = console(false);
    console.status("one");
    console.say("two");
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).containsExactly("one", "two");
  }
}
