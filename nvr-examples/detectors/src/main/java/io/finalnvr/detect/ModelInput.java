package io.finalnvr.detect;

import io.finalnvr.media.DecodedFrame;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a model takes: planes of floats. YOLOX takes blue, green, red from 0 to 255, the picture in
 * the upper left and grey 114 around it; DETR red, green, blue, by the mean and deviation of
 * ImageNet. Pure.
 *
 * @param width pixels
 * @param height pixels
 * @param detr which of the two
 */
record ModelInput(int width, int height, boolean detr) {

  private static final float AROUND = 114;
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  /** The values of an RGB picture, which is not larger. */
  float[] floats(DecodedFrame frame) {
    float[] floats = new float[3 * width * height];
    if (!detr) {
      Arrays.fill(floats, AROUND);
    }
    ByteBuffer data = frame.data();
    int stride = frame.stride(0);
    for (int y = 0; y < Math.min(height, frame.height()); y++) {
      for (int x = 0; x < Math.min(width, frame.width()); x++) {
        for (int colour = 0; colour < 3; colour++) {
          int value = data.get(y * stride + 3 * x + colour) & 0xff;
          int plane = detr ? colour : 2 - colour;
          floats[(plane * height + y) * width + x] =
              detr ? (value / 255f - MEAN[colour]) / DEVIATION[colour] : value;
        }
      }
    }
    return floats;
  }
}
