package io.finalnvr.core.play;

import java.util.Map;

/** Capital letters, digits and what instants need, 5 by 7 dots each: no font is needed. */
final class Font {

  static final int WIDTH = 5;
  static final int HEIGHT = 7;

  /** From one character to the next. */
  static final int ADVANCE = 6;

  private static final Map<Character, String[]> GLYPHS =
      Map.ofEntries(
          glyph('A', "01110 10001 10001 11111 10001 10001 10001"),
          glyph('B', "11110 10001 10001 11110 10001 10001 11110"),
          glyph('C', "01111 10000 10000 10000 10000 10000 01111"),
          glyph('D', "11110 10001 10001 10001 10001 10001 11110"),
          glyph('E', "11111 10000 10000 11110 10000 10000 11111"),
          glyph('F', "11111 10000 10000 11110 10000 10000 10000"),
          glyph('G', "01111 10000 10000 10011 10001 10001 01111"),
          glyph('H', "10001 10001 10001 11111 10001 10001 10001"),
          glyph('I', "01110 00100 00100 00100 00100 00100 01110"),
          glyph('J', "00111 00010 00010 00010 00010 10010 01100"),
          glyph('K', "10001 10010 10100 11000 10100 10010 10001"),
          glyph('L', "10000 10000 10000 10000 10000 10000 11111"),
          glyph('M', "10001 11011 10101 10101 10001 10001 10001"),
          glyph('N', "10001 11001 10101 10011 10001 10001 10001"),
          glyph('O', "01110 10001 10001 10001 10001 10001 01110"),
          glyph('P', "11110 10001 10001 11110 10000 10000 10000"),
          glyph('Q', "01110 10001 10001 10001 10101 10010 01101"),
          glyph('R', "11110 10001 10001 11110 10100 10010 10001"),
          glyph('S', "01111 10000 10000 01110 00001 00001 11110"),
          glyph('T', "11111 00100 00100 00100 00100 00100 00100"),
          glyph('U', "10001 10001 10001 10001 10001 10001 01110"),
          glyph('V', "10001 10001 10001 10001 10001 01010 00100"),
          glyph('W', "10001 10001 10001 10101 10101 11011 10001"),
          glyph('X', "10001 10001 01010 00100 01010 10001 10001"),
          glyph('Y', "10001 10001 01010 00100 00100 00100 00100"),
          glyph('Z', "11111 00001 00010 00100 01000 10000 11111"),
          glyph('0', "01110 10001 10011 10101 11001 10001 01110"),
          glyph('1', "00100 01100 00100 00100 00100 00100 01110"),
          glyph('2', "01110 10001 00001 00110 01000 10000 11111"),
          glyph('3', "01110 10001 00001 00110 00001 10001 01110"),
          glyph('4', "00010 00110 01010 10010 11111 00010 00010"),
          glyph('5', "11111 10000 11110 00001 00001 10001 01110"),
          glyph('6', "00110 01000 10000 11110 10001 10001 01110"),
          glyph('7', "11111 00001 00010 00100 01000 01000 01000"),
          glyph('8', "01110 10001 10001 01110 10001 10001 01110"),
          glyph('9', "01110 10001 10001 01111 00001 00010 01100"),
          glyph('-', "00000 00000 00000 01110 00000 00000 00000"),
          glyph(':', "00000 00100 00100 00000 00100 00100 00000"),
          glyph('.', "00000 00000 00000 00000 00000 01100 01100"));

  private Font() {}

  private static Map.Entry<Character, String[]> glyph(char c, String rows) {
    return Map.entry(c, rows.split(" "));
  }

  /** Pixels that a text takes. */
  static int width(String text, int scale) {
    return Math.max(1, text.length() * ADVANCE - 1) * scale;
  }

  /** Whether a dot of a character is set; one that is not known is blank. */
  static boolean dot(char c, int x, int y) {
    String[] rows = GLYPHS.get(c);
    return rows != null && rows[y].charAt(x) == '1';
  }
}
