package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.CameraConfig;
import io.finalnvr.Export;
import io.finalnvr.ExportRequest;
import io.finalnvr.ExportRequest.Form;
import io.finalnvr.MediaException;
import io.finalnvr.Nvr;
import io.finalnvr.Recorder;
import io.finalnvr.TimeRange;
import io.finalnvr.VirtualFile;
import io.finalnvr.core.crypt.KeyFile;
import io.finalnvr.pravega.PravegaStoreProvider;
import io.finalnvr.pravega.embedded.EmbeddedPravega;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A virtual file of footage on a real node, in clear and encrypted. */
class VirtualFileIT {

  @TempDir static Path folder;
  private static EmbeddedPravega node;
  private static KeyFile keys;
  private Store store;
  private Nvr nvr;

  @BeforeAll
  static void startNode() {
    node = EmbeddedPravega.start(folder.resolve("data"));
    keys = KeyFile.create(folder.resolve("nvr.keys"));
  }

  @AfterAll
  static void stopNode() {
    node.close();
  }

  @AfterEach
  void close() {
    nvr.close();
    store.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anyPart_isThatOfTheExportedFile_whileRecordingGoesOn_untilRetentionTakesIt(boolean encrypted)
      throws Exception {
    String camera = open(encrypted);
    Recorder recorder = nvr.record(camera);
    Instant begin = awaitFootage(recorder, 200);
    TimeRange range = new TimeRange(begin.plusMillis(1_300), begin.plusMillis(6_700));
    ExportRequest request = ExportRequest.of(camera, range).as(Form.FRAGMENTED);
    byte[] exported = export(request, folder.resolve(camera + ".mp4"));

    try (VirtualFile file = nvr.openExport(request);
        VirtualFile again = nvr.openExport(request)) {
      assertThat(file.length()).isEqualTo(exported.length);
      assertThat(again.etag()).isEqualTo(file.etag());
      assertThat(read(file, 0, exported.length)).isEqualTo(ByteBuffer.wrap(exported));
      Random random = new Random(5);
      for (int i = 0; i < 40; i++) {
        int from = random.nextInt(exported.length);
        int size = 1 + random.nextInt(Math.min(200_000, exported.length - from));
        assertThat(read(again, from, size)).isEqualTo(ByteBuffer.wrap(exported, from, size));
      }
      int middle = exported.length / 2;
      assertThat(read(again, middle, exported.length - middle))
          .isEqualTo(ByteBuffer.wrap(exported, middle, exported.length - middle));

      recorder.close();
      store.frameLog(camera + ".main").truncateBefore(begin.plusSeconds(5));

      assertThatThrownBy(() -> read(file, middle / 2, 1_000))
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.NO_FOOTAGE))
          .hasMessageContaining("retention has removed");
    }
  }

  private String open(boolean encrypted) {
    store = new PravegaStoreProvider().open(StoreConfig.of(node.storeUri()));
    nvr =
        encrypted
            ? Nvr.builder().store(store).encryption(keys).build()
            : Nvr.builder().store(store).build();
    String camera = encrypted ? "secret" : "clear";
    nvr.add(CameraConfig.of(camera, "test:?fps=25"));
    return camera;
  }

  /** Waits until so many frames are durable; when the first of them was. */
  private Instant awaitFootage(Recorder recorder, int frames) throws Exception {
    while (recorder.statistics().framesDurable() < frames) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return nvr.timeline(recorder.cameraId()).range().orElseThrow().start();
  }

  private byte[] export(ExportRequest request, Path file) throws Exception {
    try (Export export = nvr.export(request, file)) {
      export.result().get(60, TimeUnit.SECONDS);
    }
    assertThat(Media.complaints(file)).isEmpty();
    return bytes(file);
  }

  private static byte[] bytes(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  private static ByteBuffer read(VirtualFile file, int from, int size) {
    ByteBuffer part = ByteBuffer.allocate(size);
    assertThat(file.read(from, part)).isEqualTo(size);
    return part.flip();
  }
}
