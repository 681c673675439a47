package io.finalnvr.detect;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes models that always say the same, byte by byte: constants in ONNX's protocol buffers. */
final class TinyModel {

  private final Message graph = new Message();

  /** A model with an input of 1 x 3 x height x width. */
  TinyModel(int width, int height) {
    graph.text(2, "tiny");
    graph.message(11, value("images", 1, 3, height, width));
  }

  /** The same with one more output of 1 x rows x columns. */
  TinyModel says(String output, float[][] values) {
    int[] shape = {1, values.length, values[0].length};
    ByteBuffer raw = ByteBuffer.allocate(4 * shape[1] * shape[2]).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : values) {
      for (float value : row) {
        raw.putFloat(value);
      }
    }
    Message tensor = new Message();
    for (int length : shape) {
      tensor.number(1, length);
    }
    tensor.number(2, 1).bytes(9, raw.array());
    Message attribute = new Message().text(1, "value").message(5, tensor).number(20, 4);
    graph.message(1, new Message().text(2, output).text(4, "Constant").message(5, attribute));
    graph.message(12, value(output, shape));
    return this;
  }

  byte[] bytes() {
    Message opset = new Message().text(1, "").number(2, 13);
    return new Message().number(1, 8).message(7, graph).message(8, opset).toBytes();
  }

  private static Message value(String name, int... shape) {
    Message dimensions = new Message();
    for (int length : shape) {
      dimensions.message(1, new Message().number(1, length));
    }
    Message tensor = new Message().number(1, 1).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** A message of protocol buffers. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint(field << 3L);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint(field << 3L | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.toBytes());
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while (rest > 0x7f) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
