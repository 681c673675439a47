package io.finalnvr.pravega.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.pravega.PravegaStoreProvider;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.spi.StoredFrame;
import io.pravega.client.ByteStreamClientFactory;
import io.pravega.client.ClientConfig;
import io.pravega.client.EventStreamClientFactory;
import io.pravega.client.admin.ReaderGroupManager;
import io.pravega.client.admin.StreamManager;
import io.pravega.client.byteStream.ByteStreamReader;
import io.pravega.client.byteStream.ByteStreamWriter;
import io.pravega.client.stream.EventRead;
import io.pravega.client.stream.EventStreamReader;
import io.pravega.client.stream.ReaderConfig;
import io.pravega.client.stream.ReaderGroupConfig;
import io.pravega.client.stream.ScalingPolicy;
import io.pravega.client.stream.StreamConfiguration;
import io.pravega.client.stream.impl.ByteBufferSerializer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the streams hold, seen through nothing but Pravega's own client; and the other way round.
 */
class PravegaRecordsIT {

  private static final String SCOPE = "nvr";
  private static final String FIRST = "00000000" + "0000000f" + "00000007" + "0d9dd37f2ca5b200";
  private static final String SECOND = "00000000" + "0000000e" + "00000000" + "0d9dd37f2f080c00";
  private static final Instant TIME = Instant.parse("2001-02-03T04:00:00Z");

  @TempDir static Path directory;

  private static EmbeddedPravega node;
  private static ClientConfig config;
  private static Store store;

  @BeforeAll
  static void startNode() {
    node = EmbeddedPravega.start(directory);
    config = ClientConfig.builder().controllerURI(node.controllerUri()).build();
    store = new PravegaStoreProvider().open(StoreConfig.of(node.storeUri()));
  }

  @AfterAll
  static void stopNode() {
    store.close();
    node.close();
  }

  private static void write(String name) {
    try (FrameLogWriter writer = store.frameLog(name).openWriter()) {
      writer.append(TIME, true, false, ByteBuffer.wrap("abc".getBytes(US_ASCII)));
      writer.append(TIME.plusMillis(40), false, false, ByteBuffer.wrap("de".getBytes(US_ASCII)));
      writer.endRecording(TIME.plusMillis(80));
    }
  }

  @Test
  void streams_holdTheBytesOfTheFormat() throws Exception {
    write("bytes");

    assertThat(streamBytes("bytes")).isEqualTo(FIRST + "616263" + SECOND + "6465");
    assertThat(streamBytes("bytes-index"))
        .isEqualTo(
            ("00000006" + "0d9dd37f2ca5b200" + "0000000000000000")
                + ("00000000" + "0d9dd37f316a6600" + "000000000000002d"));
  }

  private static String streamBytes(String stream) throws Exception {
    try (ByteStreamClientFactory factory = ByteStreamClientFactory.withScope(SCOPE, config);
        ByteStreamReader reader = factory.createByteStreamReader(stream)) {
      byte[] bytes = new byte[(int) reader.fetchTailOffset()];
      for (int read = 0; read < bytes.length; ) {
        read += reader.read(bytes, read, bytes.length - read);
      }
      return HexFormat.of().formatHex(bytes);
    }
  }

  @Test
  void eventReader_getsTheRecordsAsEvents() throws Exception {
    write("events");
    try (ReaderGroupManager groups = ReaderGroupManager.withScope(SCOPE, config);
        EventStreamClientFactory factory = EventStreamClientFactory.withScope(SCOPE, config)) {
      groups.createReaderGroup(
          "group",
          ReaderGroupConfig.builder().stream(SCOPE + "/events")
              .disableAutomaticCheckpoints()
              .build());
      try (EventStreamReader<ByteBuffer> reader =
          factory.createReader(
              "reader", "group", new ByteBufferSerializer(), ReaderConfig.builder().build())) {
        assertThat(nextEvent(reader)).isEqualTo(FIRST.substring(16) + "616263");
        assertThat(nextEvent(reader)).isEqualTo(SECOND.substring(16) + "6465");
      }
    }
  }

  private static String nextEvent(EventStreamReader<ByteBuffer> reader) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      EventRead<ByteBuffer> read = reader.readNextEvent(1000);
      ByteBuffer event = read.getEvent();
      if (event != null) {
        byte[] bytes = new byte[event.remaining()];
        event.get(bytes);
        return HexFormat.of().formatHex(bytes);
      }
    }
    throw new AssertionError("no event");
  }

  @Test
  void streamsThatSomebodyElseWrote_areALog() throws Exception {
    try (StreamManager manager = StreamManager.create(config);
        ByteStreamClientFactory factory = ByteStreamClientFactory.withScope(SCOPE, config)) {
      for (String stream : new String[] {"foreign", "foreign-index"}) {
        manager.createStream(
            SCOPE,
            stream,
            StreamConfiguration.builder().scalingPolicy(ScalingPolicy.fixed(1)).build());
      }
      try (ByteStreamWriter data = factory.createByteStreamWriter("foreign");
          ByteStreamWriter index = factory.createByteStreamWriter("foreign-index")) {
        data.write(HexFormat.of().parseHex(FIRST + "616263"));
        data.flush();
        index.write(HexFormat.of().parseHex("00000006" + "0d9dd37f2ca5b200" + "0000000000000000"));
        index.flush();
      }
    }

    assertThat(store.frameLogNames()).contains("foreign");
    try (var reader = store.frameLog("foreign").openReader(0)) {
      assertThat(reader.read(Duration.ofSeconds(60)))
          .contains(
              new StoredFrame(0, TIME, true, true, ByteBuffer.wrap("abc".getBytes(US_ASCII))));
    }
    assertThat(store.frameLog("foreign").keyAtOrBefore(TIME)).isPresent();
  }

  @Test
  void closedStore_leavesNoThread() {
    PravegaStoreProvider provider = new PravegaStoreProvider();
    try (Store another = provider.open(StoreConfig.of(node.storeUri()))) {
      another.frameLog("threads").openWriter();
      another.versionedMap("threads").get("a");
    }
    store.close();
    try {
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (Thread.getAllStackTraces().keySet().stream()
          .anyMatch(thread -> thread.getName().startsWith("nvr-pravega-"))) {
        assertThat(System.nanoTime()).as("threads are still there").isLessThan(deadline);
        Thread.onSpinWait();
      }
    } finally {
      store = provider.open(StoreConfig.of(node.storeUri()));
    }
  }
}
