package io.finalnvr.core.analyze;

import io.finalnvr.analysis.Detection;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PixelFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees the number that stands in each picture of test footage, and a car in some of them: a track
 * for each stretch of them without a hole.
 */
final class Numbers implements FrameAnalyzer {

  static final String LABEL = "number";

  private final int carFrom;
  private final int carUntil;
  private int cars;
  private int carSeen = -2;

  Numbers() {
    this(0, 0);
  }

  Numbers(int carFrom, int carUntil) {
    this.carFrom = carFrom;
    this.carUntil = carUntil;
  }

  @Override
  public DecodeRequest request() {
    return DecodeRequest.of(PixelFormat.GREY8);
  }

  @Override
  public List<Detection> analyze(DecodedFrame frame) {
    int number = frame.data().getInt(0);
    List<Detection> seen = new ArrayList<>();
    seen.add(Detection.of(LABEL, 1).attribute("is", Integer.toString(number)));
    if (number >= carFrom && number < carUntil) {
      cars += number == carSeen + 1 ? 0 : 1;
      carSeen = number;
      seen.add(Detection.of("car", number % 10 / 10.0).track("car" + cars));
    }
    return seen;
  }

  @Override
  public String state() {
    return cars + "," + carSeen;
  }

  @Override
  public void restore(String state) {
    cars = Integer.parseInt(state.split(",", -1)[0]);
    carSeen = Integer.parseInt(state.split(",", -1)[1]);
  }
}
