package io.finalnvr.examples.cli;

import java.nio.file.Path;
import java.util.Map;

/** Where data is kept when nobody says where. */
final class DataDirectories {

  private DataDirectories() {}

  /** The store of every command. */
  static Path store() {
    return in(System.getenv(), "footage");
  }

  /** The store of the demonstration, apart from the user's own footage. */
  static Path demo() {
    return in(System.getenv(), "demo");
  }

  static Path in(Map<String, String> environment, String name) {
    String dataHome = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base =
        Path.of(dataHome).isAbsolute()
            ? Path.of(dataHome)
            : Path.of(System.getProperty("user.home"), ".local", "share");
    return base.resolve("finalnvr").resolve(name);
  }
}
