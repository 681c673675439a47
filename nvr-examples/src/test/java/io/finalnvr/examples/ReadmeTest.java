package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final Path ROOT = Path.of("..");

  @Test
  void codeOfTheReadme_isThatOfTheExample() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String code = between(readme, "```java\n", "```\n");
    assertThat(code).isEqualTo(snippet().replaceAll("(?m)^    ", ""));
    assertThat(code.lines().count()).isLessThanOrEqualTo(10);
  }

  @Test
  void example_isShort() throws IOException {
    assertThat(example().lines().count()).isLessThanOrEqualTo(60);
  }

  private static String snippet() throws IOException {
    return between(example(), "    // README begin\n", "    // README end\n");
  }

  private static String example() throws IOException {
    return Files.readString(
        Path.of("src", "main", "java", "io", "finalnvr", "examples", "RecordOneCamera.java"));
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
