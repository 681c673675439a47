package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.pravega.embedded.EmbeddedPravega;
import io.finalnvr.spi.StoreConfig;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How appends travel to a real node. */
class BatchingIT {

  private static final int RECORDS = 2_000;
  private static final int BYTES = 1_000;

  @TempDir Path directory;

  @Test
  void backlog_isAppendedManyRecordsAtATime() throws Exception {
    try (EmbeddedPravega node = EmbeddedPravega.start(directory)) {
      StoreConfig config = StoreConfig.of(node.storeUri());
      try (PravegaClient client = PravegaClient.create(StoreAddress.parse(config.uri()), config)) {
        ByteStream stream = PravegaStreams.open(client).create("backlog", "test");
        PravegaSink sink = (PravegaSink) stream.sink(0);
        sink.write(ByteBuffer.allocate(BYTES)).get(60, TimeUnit.SECONDS);
        List<CompletableFuture<Void>> receipts = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
          receipts.add(sink.write(ByteBuffer.allocate(BYTES)));
        }
        CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new))
            .get(60, TimeUnit.SECONDS);

        assertThat(stream.extent().tail()).isEqualTo((RECORDS + 1L) * BYTES);
        assertThat(sink.appends()).isLessThan(RECORDS / 2);
        sink.close();
      }
    }
  }
}
