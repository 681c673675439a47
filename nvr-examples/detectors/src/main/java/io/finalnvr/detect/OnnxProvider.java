package io.finalnvr.detect;

import io.finalnvr.ConfigurationException;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.spi.FrameAnalyzerProvider;
import java.nio.file.Path;

/** Objects by a model of the user's. */
public final class OnnxProvider implements FrameAnalyzerProvider {

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public String describe() {
    return "objects, by a model of the YOLOX or DETR kind: onnx:model.onnx; names of its classes,"
        + " one a line, in model.onnx.labels";
  }

  @Override
  public FrameAnalyzer create(String argument) {
    if (argument.isEmpty()) {
      throw new ConfigurationException("which model? Write onnx:FILE");
    }
    return OnnxAnalyzer.open(Path.of(argument));
  }
}
