package io.finalnvr.detect;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.finalnvr.ConfigurationException;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects, by a model in ONNX Runtime, on the CPU. Of the YOLOX kind is a model with one output; of
 * the DETR kind one with the outputs {@code logits} and {@code pred_boxes}.
 */
final class OnnxAnalyzer extends TrackingAnalyzer {

  private static final int DEFAULT_SIZE = 640;
  private static final double FRAMES_PER_SECOND = 2;
  private static final double LEAST_SCORE = 0.4;
  private static final double MOST_OVERLAP = 0.45;
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final OrtSession session;
  private final String input;
  private final ModelInput size;
  private final boolean detr;

  private OnnxAnalyzer(OrtSession session, String input, ModelInput size, List<String> labels) {
    super(LINGER, kind -> kind < labels.size() ? labels.get(kind) : "class-" + kind);
    this.session = session;
    this.input = input;
    this.size = size;
    this.detr = size.detr();
  }

  /**
   * Loads a model.
   *
   * @throws ConfigurationException when it can't be read, or is of another kind
   */
  static OnnxAnalyzer open(Path model) {
    if (!Files.isReadable(model)) {
      throw new ConfigurationException("there is no model " + model);
    }
    OrtSession session = null;
    try {
      session =
          OrtEnvironment.getEnvironment()
              .createSession(model.toString(), new OrtSession.SessionOptions());
      NodeInfo first = session.getInputInfo().values().iterator().next();
      boolean detr =
          session.getOutputNames().contains("logits")
              && session.getOutputNames().contains("pred_boxes");
      if (!detr && session.getNumOutputs() != 1) {
        throw new ConfigurationException(
            "the model %s has the outputs %s; one for YOLOX, or logits and pred_boxes for DETR"
                .formatted(model, session.getOutputNames()));
      }
      return new OnnxAnalyzer(session, first.getName(), size(model, first, detr), labels(model));
    } catch (OrtException | RuntimeException e) {
      close(session);
      throw e instanceof ConfigurationException known
          ? known
          : new ConfigurationException(
              "the model %s can't be loaded: %s".formatted(model, e.getMessage()), e);
    } catch (IOException e) {
      close(session);
      throw new ConfigurationException("the labels of %s can't be read".formatted(model), e);
    }
  }

  private static void close(@Nullable OrtSession session) {
    if (session != null) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static ModelInput size(Path model, NodeInfo info, boolean detr) {
    if (!(info.getInfo() instanceof TensorInfo tensor)
        || tensor.getShape().length != 4
        || tensor.getShape()[1] != 3) {
      throw new ConfigurationException(
          "the model %s takes no pictures of the form 1 x 3 x height x width".formatted(model));
    }
    long[] shape = tensor.getShape();
    int height = shape[2] > 0 ? (int) shape[2] : DEFAULT_SIZE;
    int width = shape[3] > 0 ? (int) shape[3] : DEFAULT_SIZE;
    return new ModelInput(width, height, detr);
  }

  private static List<String> labels(Path model) throws IOException {
    Path labels = model.resolveSibling(model.getFileName() + ".labels");
    return Files.isReadable(labels) ? Files.readAllLines(labels) : List.of();
  }

  @Override
  public DecodeRequest request() {
    // The boxes of DETR are parts of the input, which may so be stretched.
    PictureSize wanted =
        detr
            ? PictureSize.exactly(size.width(), size.height())
            : PictureSize.within(size.width(), size.height());
    return DecodeRequest.of(PixelFormat.RGB).size(wanted).atMost(FRAMES_PER_SECOND);
  }

  @Override
  List<Found> find(DecodedFrame frame) throws OrtException {
    long[] shape = {1, 3, size.height(), size.width()};
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(size.floats(frame)), shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      return read(frame, result);
    }
  }

  private List<Found> read(DecodedFrame frame, OrtSession.Result result) throws OrtException {
    if (detr) {
      return DetrHead.read(
          matrix(result.get("logits").orElseThrow()),
          matrix(result.get("pred_boxes").orElseThrow()),
          LEAST_SCORE);
    }
    return Overlap.suppressed(
        YoloxHead.read(
            matrix(result.get(0)),
            size.width(),
            size.height(),
            frame.width(),
            frame.height(),
            LEAST_SCORE),
        MOST_OVERLAP);
  }

  private static float[][] matrix(OnnxValue value) throws OrtException {
    if (value.getValue() instanceof float[][][] tensor && tensor.length == 1) {
      return tensor[0];
    }
    throw new ConfigurationException(
        "the model gives %s; floats of the form 1 x n x m are needed".formatted(value.getInfo()));
  }

  @Override
  public void close() {
    close(session);
  }
}
