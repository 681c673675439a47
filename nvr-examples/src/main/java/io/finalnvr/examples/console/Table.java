package io.finalnvr.examples.console;

import java.util.ArrayList;
import java.util.List;

/** Lines of text in aligned columns. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a line. */
  public Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(width(column) - cell.length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }
}
