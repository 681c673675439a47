package io.finalnvr.examples.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws curves into PNG files. */
final class Charts {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 480;
  private static final Color[] COLORS = {
    new Color(0x1f77b4),
    new Color(0xd62728),
    new Color(0x2ca02c),
    new Color(0x9467bd),
    new Color(0xff7f0e)
  };

  private Charts() {}

  /** One curve of percentiles for each histogram of nanoseconds. */
  static Path percentiles(String title, Map<String, Histogram> curves, Path file) {
    XYSeriesCollection data = new XYSeriesCollection();
    curves.forEach((name, histogram) -> data.addSeries(percentiles(name, histogram)));
    JFreeChart chart = lines(title, "1 of so many frames takes longer", "milliseconds", data);
    XYPlot plot = chart.getXYPlot();
    LogAxis x = new LogAxis(plot.getDomainAxis().getLabel());
    x.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    plot.setDomainAxis(x);
    return write(chart, file);
  }

  private static XYSeries percentiles(String name, Histogram histogram) {
    XYSeries series = new XYSeries(name);
    for (HistogramIterationValue value : histogram.percentiles(5)) {
      double above = 1 - value.getPercentileLevelIteratedTo() / 100;
      if (above > 0.5 / Math.max(1, histogram.getTotalCount())) {
        series.add(1 / above, value.getValueIteratedTo() / 1e6);
      }
    }
    return series;
  }

  /** Curves over a common axis. */
  static Path curves(String title, String x, String y, XYSeriesCollection data, Path file) {
    return write(lines(title, x, y, data), file);
  }

  private static JFreeChart lines(String title, String x, String y, XYSeriesCollection data) {
    JFreeChart chart =
        ChartFactory.createXYLineChart(
            title, x, y, data, PlotOrientation.VERTICAL, /* legend= */ true, false, false);
    chart.setBackgroundPaint(Color.WHITE);
    XYPlot plot = chart.getXYPlot();
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    for (int i = 0; i < data.getSeriesCount(); i++) {
      renderer.setSeriesPaint(i, COLORS[i % COLORS.length]);
      renderer.setSeriesStroke(i, new BasicStroke(2));
    }
    plot.setRenderer(renderer);
    return chart;
  }

  private static Path write(JFreeChart chart, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ChartUtils.saveChartAsPNG(file.toFile(), chart, WIDTH, HEIGHT);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("can't write the chart " + file, e);
    }
  }
}
