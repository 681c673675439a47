package io.finalnvr.examples.bench;

import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The result of a bench: a table for people, the same as JSON, and charts. Not thread-safe. */
public final class Report {

  private final String title;
  private final Machine machine;
  private final Table table = new Table();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<Path> charts = new ArrayList<>();

  Report(String title, Machine machine) {
    this.title = title;
    this.machine = machine;
  }

  Report row(String... cells) {
    table.row(cells);
    return this;
  }

  Report value(String name, Object value) {
    values.put(name, value);
    return this;
  }

  Report chart(Path file) {
    charts.add(file);
    return this;
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(title, machine.text(), ""));
    lines.addAll(table.lines());
    charts.forEach(chart -> lines.add("chart: " + chart));
    return lines;
  }

  /** For scripts. */
  public Map<String, Object> json() {
    Map<String, Object> json = Json.object("bench", title, "machine", machine.json());
    json.putAll(values);
    json.put("charts", charts.stream().map(Path::toString).toList());
    return json;
  }
}
