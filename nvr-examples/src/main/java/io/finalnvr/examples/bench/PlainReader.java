package io.finalnvr.examples.bench;

import io.pravega.client.ByteStreamClientFactory;
import io.pravega.client.ClientConfig;
import io.pravega.client.byteStream.ByteStreamReader;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The yardstick: Pravega's own client reads a stream, and does nothing else. */
final class PlainReader implements AutoCloseable {

  private static final int BLOCK = 1 << 20;

  private final ByteStreamClientFactory client;
  private final String stream;

  /** A reader of a stream. */
  PlainReader(URI store, String stream) {
    this.client = connect(store);
    this.stream = stream;
  }

  /** Pravega's own client of a store. */
  static ByteStreamClientFactory connect(URI store) {
    URI controller = URI.create("tcp://" + store.getHost() + ":" + store.getPort());
    return ByteStreamClientFactory.withScope(
        store.getPath().replace("/", ""), ClientConfig.builder().controllerURI(controller).build());
  }

  /** Reads so many bytes from the beginning on, into memory. */
  void read(long bytes) throws IOException {
    try (ByteStreamReader reader = client.createByteStreamReader(stream)) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      for (long left = bytes; left > 0; left -= next(reader, block, left)) {
        block.clear();
      }
    }
  }

  /** Copies so many bytes into a file, and makes it durable. */
  void copy(long bytes, Path file) throws IOException {
    try (ByteStreamReader reader = client.createByteStreamReader(stream);
        FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
      for (long left = bytes; left > 0; ) {
        left -= next(reader, block.clear(), left);
        block.flip();
        while (block.hasRemaining()) {
          out.write(block);
        }
      }
      out.force(true);
    }
    Files.delete(file);
  }

  private static int next(ByteStreamReader reader, ByteBuffer block, long left) throws IOException {
    block.limit((int) Math.min(block.capacity(), left));
    int length = reader.read(block);
    if (length < 0) {
      throw new IOException("the stream ended early");
    }
    return length;
  }

  @Override
  public void close() {
    client.close();
  }
}
