package io.finalnvr.detect;

import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.spi.FrameAnalyzerProvider;

/** People by OpenCV. */
public final class PeopleProvider implements FrameAnalyzerProvider {

  @Override
  public String name() {
    return "people";
  }

  @Override
  public String describe() {
    return "people who stand or walk, at least a seventh of the picture tall, by OpenCV's detector";
  }

  @Override
  public FrameAnalyzer create(String argument) {
    return new PeopleAnalyzer();
  }
}
