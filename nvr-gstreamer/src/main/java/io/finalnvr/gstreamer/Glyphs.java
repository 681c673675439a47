package io.finalnvr.gstreamer;

import java.util.Map;

/**
 * A tiny font, 5 by 7, for the characters of an ISO 8601 instant: no font is needed at run time.
 */
final class Glyphs {

  static final int WIDTH = 5;
  static final int HEIGHT = 7;

  private static final Map<Character, int[]> ROWS =
      Map.ofEntries(
          glyph('0', 0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110),
          glyph('1', 0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110),
          glyph('2', 0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111),
          glyph('3', 0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110),
          glyph('4', 0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010),
          glyph('5', 0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110),
          glyph('6', 0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110),
          glyph('7', 0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000),
          glyph('8', 0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110),
          glyph('9', 0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100),
          glyph('-', 0b00000, 0b00000, 0b00000, 0b11111, 0b00000, 0b00000, 0b00000),
          glyph(':', 0b00000, 0b00100, 0b00100, 0b00000, 0b00100, 0b00100, 0b00000),
          glyph('.', 0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b01100, 0b01100),
          glyph('T', 0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100),
          glyph('Z', 0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111));

  private static final int[] BLANK = new int[HEIGHT];

  private Glyphs() {}

  private static Map.Entry<Character, int[]> glyph(char c, int... rows) {
    return Map.entry(c, rows);
  }

  /** Whether the dot of a character is set; every other character is blank. */
  static boolean dot(char c, int x, int y) {
    return x < WIDTH && (ROWS.getOrDefault(c, BLANK)[y] >> (WIDTH - 1 - x) & 1) == 1;
  }
}
