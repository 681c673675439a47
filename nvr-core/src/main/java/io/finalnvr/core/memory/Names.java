package io.finalnvr.core.memory;

import java.util.regex.Pattern;

/** The names that logs and maps may have. */
final class Names {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,127}");

  private Names() {}

  static String require(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name '%s': use 1 to 128 letters, digits, dots and hyphens, a letter or digit in front"
              .formatted(name));
    }
    return name;
  }
}
