package io.finalnvr.examples.cli;

import io.finalnvr.media.DecodedFrame;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.GraphicsEnvironment;
import java.awt.GridLayout;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;

/** A window with a tile for each camera. Thread-safe. */
final class PlayWindow implements AutoCloseable {

  // Not WIDTH and HEIGHT, which mean something else inside of a component.
  static final int TILE_WIDTH = 960;
  static final int TILE_HEIGHT = 540;

  private final List<Tile> tiles;
  private final JFrame frame;
  private final Queue<String> keys = new ConcurrentLinkedQueue<>();

  private PlayWindow(List<String> cameras) {
    tiles = cameras.stream().map(camera -> new Tile()).toList();
    frame = new JFrame(String.join(", ", cameras));
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    int columns = (int) Math.ceil(Math.sqrt(cameras.size()));
    frame.setLayout(new GridLayout(0, columns, 2, 2));
    tiles.forEach(frame::add);
    frame.addKeyListener(
        new KeyAdapter() {
          @Override
          public void keyPressed(KeyEvent event) {
            keys.add(key(event));
          }
        });
    frame.pack();
    frame.setVisible(true);
  }

  /** Whether there is a display to open a window on. */
  static boolean isAvailable() {
    return !GraphicsEnvironment.isHeadless();
  }

  static PlayWindow open(List<String> cameras) throws InterruptedException {
    PlayWindow[] opened = new PlayWindow[1];
    try {
      SwingUtilities.invokeAndWait(() -> opened[0] = new PlayWindow(cameras));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("no window can be opened: " + e.getCause(), e.getCause());
    }
    return opened[0];
  }

  /** Whether nobody has closed it. */
  boolean isOpen() {
    return frame.isDisplayable();
  }

  /** Shows a picture in packed RGB. */
  void show(int tile, DecodedFrame picture) {
    tiles.get(tile).show(image(picture));
  }

  /** The next key that was pressed, as a terminal would send it; null where none was. */
  @org.jspecify.annotations.Nullable
  String pollKey() {
    return keys.poll();
  }

  static String key(KeyEvent event) {
    return switch (event.getKeyCode()) {
      case KeyEvent.VK_RIGHT -> "\033[C";
      case KeyEvent.VK_LEFT -> "\033[D";
      case KeyEvent.VK_UP -> "\033[A";
      case KeyEvent.VK_DOWN -> "\033[B";
      default -> String.valueOf(event.getKeyChar());
    };
  }

  static BufferedImage image(DecodedFrame picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    var data = picture.data();
    int[] row = new int[picture.width()];
    byte[] bytes = new byte[3 * picture.width()];
    for (int y = 0; y < picture.height(); y++) {
      data.get(data.position() + y * picture.stride(0), bytes);
      for (int x = 0; x < row.length; x++) {
        row[x] =
            (bytes[3 * x] & 0xff) << 16 | (bytes[3 * x + 1] & 0xff) << 8 | bytes[3 * x + 2] & 0xff;
      }
      image.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
    return image;
  }

  @Override
  public void close() {
    SwingUtilities.invokeLater(frame::dispose);
  }

  /** Shows the newest picture of a camera. */
  private static final class Tile extends JPanel {
    private static final long serialVersionUID = 1L;

    private transient volatile BufferedImage newest =
        new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

    Tile() {
      setPreferredSize(new Dimension(TILE_WIDTH, TILE_HEIGHT));
      setBackground(Color.BLACK);
    }

    void show(BufferedImage image) {
      newest = image;
      repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
      super.paintComponent(graphics);
      BufferedImage image = newest;
      double scale =
          Math.min(
              (double) getWidth() / image.getWidth(), (double) getHeight() / image.getHeight());
      int width = (int) (image.getWidth() * scale);
      int height = (int) (image.getHeight() * scale);
      graphics.drawImage(
          image, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, null);
    }
  }
}
