package io.finalnvr.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a model of the DETR kind says: for each query, logits of the classes, the last of
 * which is "nothing", and a box by centre and size as parts of the picture. Pure.
 */
final class DetrHead {

  private DetrHead() {}

  /**
   * The objects.
   *
   * @param logits by query and class
   * @param boxes by query: centre x, centre y, width, height
   * @param least score of an object
   */
  static List<Found> read(float[][] logits, float[][] boxes, double least) {
    List<Found> found = new ArrayList<>();
    for (int query = 0; query < Math.min(logits.length, boxes.length); query++) {
      float[] scores = logits[query];
      int kind = 0;
      double greatest = Double.NEGATIVE_INFINITY;
      for (float score : scores) {
        greatest = Math.max(greatest, score);
      }
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        sum += Math.exp(scores[i] - greatest);
        kind = i < scores.length - 1 && scores[i] > scores[kind] ? i : kind;
      }
      double score = Math.exp(scores[kind] - greatest) / sum;
      if (score >= least) {
        float[] box = boxes[query];
        found.add(
            new Found(
                kind,
                score,
                box[0] - box[2] / 2,
                box[1] - box[3] / 2,
                box[0] + box[2] / 2,
                box[1] + box[3] / 2));
      }
    }
    return found;
  }
}
