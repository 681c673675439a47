package io.finalnvr.examples;

import io.finalnvr.CameraConfig;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.nio.file.Path;
import java.time.Duration;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;

/**
 * Shows a camera in a window, painted with Java alone. This example shows how to:
 *
 * <ol>
 *   <li>record a camera
 *   <li>play it as decoded pictures: RGB, no larger than the window; {@code Playback.from(instant)}
 *       shows the past with the same code
 *   <li>make an image of a picture, with its stride and without touching a pixel
 *   <li>paint the newest one on Swing's thread, and leave out what comes too fast for that
 * </ol>
 */
public final class ShowVideo {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;

  private ShowVideo() {}

  /** Arguments: a directory, the URI of the camera, and for how many seconds. */
  public static void main(String[] args) throws Exception {
    try (Nvr nvr = Nvr.builder().store(Path.of(args[0])).build()) {
      if (nvr.camera("gate").isEmpty()) {
        nvr.add(CameraConfig.of("gate", args[1]));
      }
      nvr.record("gate");
      show(nvr, Long.parseLong(args[2]));
    }
    System.exit(0); // Swing's thread would keep the program alive.
  }

  static void show(Nvr nvr, long seconds) throws Exception {
    Screen screen = new Screen();
    SwingUtilities.invokeAndWait(() -> open(screen));
    DecodeRequest request =
        DecodeRequest.of(PixelFormat.RGB).size(PictureSize.within(WIDTH, HEIGHT));
    try (Player player =
        nvr.playDecoded("gate", Playback.live(), request, frame -> screen.show(image(frame)))) {
      player.awaitEnd(Duration.ofSeconds(seconds));
    }
  }

  /** The picture's bytes are its own, so the image needs only one copy, out of the buffer. */
  static BufferedImage image(DecodedFrame frame) {
    byte[] bytes = new byte[frame.data().remaining()];
    frame.data().get(bytes);
    ComponentColorModel rgb =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            /* hasAlpha= */ false,
            /* isAlphaPremultiplied= */ false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(
        rgb,
        Raster.createInterleavedRaster(
            new DataBufferByte(bytes, bytes.length),
            frame.width(),
            frame.height(),
            frame.stride(0),
            /* pixelStride= */ 3,
            /* bandOffsets= */ new int[] {0, 1, 2},
            /* location= */ null),
        /* isRasterPremultiplied= */ false,
        /* properties= */ null);
  }

  private static void open(Screen screen) {
    JFrame window = new JFrame("gate");
    window.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    screen.setPreferredSize(new Dimension(WIDTH, HEIGHT));
    screen.setBackground(Color.BLACK);
    window.add(screen);
    window.pack();
    window.setVisible(true);
  }

  /** Shows the newest image. */
  private static final class Screen extends JPanel {
    private static final long serialVersionUID = 1L;

    private transient volatile BufferedImage newest =
        new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

    void show(BufferedImage image) {
      newest = image;
      repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
      super.paintComponent(graphics);
      BufferedImage image = newest;
      graphics.drawImage(
          image, (getWidth() - image.getWidth()) / 2, (getHeight() - image.getHeight()) / 2, null);
    }
  }
}
