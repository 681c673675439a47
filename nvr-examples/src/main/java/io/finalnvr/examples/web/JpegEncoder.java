package io.finalnvr.examples.web;

import io.finalnvr.media.DecodedFrame;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes JPEGs of decoded pictures. Not thread-safe. */
final class JpegEncoder {

  private static final float QUALITY = 0.8f;
  private static final ComponentColorModel COLORS =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          Transparency.OPAQUE,
          DataBuffer.TYPE_BYTE);

  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
  private final ImageWriteParam settings = writer.getDefaultWriteParam();

  JpegEncoder() {
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionQuality(QUALITY);
  }

  /** Encodes a picture in RGB. */
  byte[] encode(DecodedFrame frame) {
    byte[] pixels = new byte[frame.data().remaining()];
    frame.data().get(pixels);
    var raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(pixels, pixels.length),
            frame.width(),
            frame.height(),
            frame.stride(0),
            3,
            new int[] {0, 1, 2},
            null);
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(
          null, new IIOImage(new BufferedImage(COLORS, raster, false, null), null, null), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
