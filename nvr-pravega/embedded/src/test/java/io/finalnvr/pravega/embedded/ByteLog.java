package io.finalnvr.pravega.embedded;

import io.pravega.client.ByteStreamClientFactory;
import io.pravega.client.ClientConfig;
import io.pravega.client.admin.StreamManager;
import io.pravega.client.byteStream.ByteStreamReader;
import io.pravega.client.byteStream.ByteStreamWriter;
import io.pravega.client.stream.ScalingPolicy;
import io.pravega.client.stream.StreamConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;

/** Numbered records of one size in a byte stream, by the plain Pravega client. */
final class ByteLog implements AutoCloseable {

  static final int RECORD = 16_384;

  private static final String SCOPE = "test";

  private final String name;
  private final StreamManager streams;
  private final ByteStreamClientFactory clients;

  ByteLog(URI controller, String name) {
    this.name = name;
    ClientConfig config = ClientConfig.builder().controllerURI(controller).build();
    streams = StreamManager.create(config);
    clients = ByteStreamClientFactory.withScope(SCOPE, config);
  }

  void create() {
    streams.createScope(SCOPE);
    streams.createStream(
        SCOPE, name, StreamConfiguration.builder().scalingPolicy(ScalingPolicy.fixed(1)).build());
  }

  ByteStreamWriter writer() {
    return clients.createByteStreamWriter(name);
  }

  static ByteBuffer record(long number) {
    ByteBuffer record = ByteBuffer.allocate(RECORD);
    while (record.hasRemaining()) {
      record.putLong(number);
    }
    return record.flip();
  }

  /** Reads all records and returns how many there are; throws where one is torn or out of order. */
  long countWhole() throws IOException {
    try (ByteStreamReader reader = clients.createByteStreamReader(name)) {
      long tail = reader.fetchTailOffset();
      if (tail % RECORD != 0) {
        throw new IOException("torn tail: " + tail);
      }
      byte[] bytes = new byte[RECORD];
      for (long number = 0; number < tail / RECORD; number++) {
        for (int n = 0; n < RECORD; n += reader.read(bytes, n, RECORD - n)) {
          // Until it is full.
        }
        if (!ByteBuffer.wrap(bytes).equals(record(number))) {
          throw new IOException("record " + number + " is not what was written");
        }
      }
      return tail / RECORD;
    }
  }

  @Override
  public void close() {
    clients.close();
    streams.close();
  }
}
