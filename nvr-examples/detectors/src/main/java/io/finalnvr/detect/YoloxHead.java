package io.finalnvr.detect;

import io.finalnvr.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a model of the YOLOX kind says: one tensor of anchors, each with centre, size,
 * objectness and a score for each class. Centre and size are counted in cells of grids of 8, 16 and
 * 32 pixels; the size is a logarithm. Pure.
 */
final class YoloxHead {

  private static final int[] STRIDES = {8, 16, 32};
  private static final int BOX = 5;

  private YoloxHead() {}

  /**
   * The objects, before suppression.
   *
   * @param anchors by anchor: x, y, log width, log height, objectness, scores of classes
   * @param inputWidth of the model, pixels
   * @param inputHeight of the model, pixels
   * @param width of the part of the input, from its upper left, that the picture fills
   * @param height likewise
   * @param least score of an object
   */
  static List<Found> read(
      float[][] anchors, int inputWidth, int inputHeight, int width, int height, double least) {
    List<Found> found = new ArrayList<>();
    int anchor = 0;
    for (int stride : STRIDES) {
      int columns = inputWidth / stride;
      int rows = inputHeight / stride;
      for (int i = 0; i < rows * columns; i++, anchor++) {
        if (anchor >= anchors.length) {
          throw wrong(anchors.length, inputWidth, inputHeight);
        }
        float[] one = anchors[anchor];
        int kind = best(one);
        double score = (double) one[4] * one[BOX + kind];
        if (score >= least) {
          double x = (one[0] + i % columns) * stride;
          double y = (one[1] + i / columns) * stride;
          double halfWidth = Math.exp(one[2]) * stride / 2;
          double halfHeight = Math.exp(one[3]) * stride / 2;
          found.add(
              new Found(
                  kind,
                  Math.min(1, score),
                  (x - halfWidth) / width,
                  (y - halfHeight) / height,
                  (x + halfWidth) / width,
                  (y + halfHeight) / height));
        }
      }
    }
    if (anchor != anchors.length) {
      throw wrong(anchors.length, inputWidth, inputHeight);
    }
    return found;
  }

  private static int best(float[] anchor) {
    int best = 0;
    for (int kind = 1; kind < anchor.length - BOX; kind++) {
      if (anchor[BOX + kind] > anchor[BOX + best]) {
        best = kind;
      }
    }
    return best;
  }

  private static ConfigurationException wrong(int anchors, int width, int height) {
    return new ConfigurationException(
        "the model gives %d anchors for an input of %d x %d; it is not of the YOLOX kind"
            .formatted(anchors, width, height));
  }
}
