package io.finalnvr.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Breach;
import io.finalnvr.CameraConfig;
import io.finalnvr.Export;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.VerifyRequest;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.pravega.embedded.EmbeddedPravega;
import io.pravega.client.ByteStreamClientFactory;
import io.pravega.client.ClientConfig;
import io.pravega.client.admin.StreamManager;
import io.pravega.client.byteStream.ByteStreamWriter;
import io.pravega.client.stream.ScalingPolicy;
import io.pravega.client.stream.StreamConfiguration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that were written with Pravega's own client, shown by a real node and real decoders. */
class ForeignLogIT {

  private static final Instant START = Instant.parse("2021-02-03T04:05:06Z");
  private static final int FRAMES = 100;
  private static final String VIDEO =
      "-f lavfi -i testsrc2=size=320x240:rate=25 -t 4 -c:v libx264 -preset ultrafast -g 25 -bf 0";

  @TempDir Path folder;

  @Test
  void logsOfTheRecorderAndOfThePlugin_areShown() throws Exception {
    List<ByteBuffer> annexB =
        split(encode("-x264-params aud=1 -f h264", "a.h264"), 0x00000001_09L, 5, 0);
    List<ByteBuffer> fragments =
        split(
            encode("-movflags frag_every_frame+empty_moov+default_base_moof -f mp4", "a.mp4"),
            0x6d6f6f66L,
            4,
            4);
    assertThat(annexB).hasSize(FRAMES + 1);
    assertThat(fragments).hasSize(FRAMES + 1);
    try (EmbeddedPravega node = EmbeddedPravega.start(folder.resolve("node"))) {
      ClientConfig client = ClientConfig.builder().controllerURI(node.controllerUri()).build();
      write(client, "recorder", annexB, /* headerAtKeys= */ false);
      write(client, "pravegasink", fragments, /* headerAtKeys= */ true);
      try (Nvr nvr = Nvr.builder().store(node.storeUri()).build()) {
        check(nvr, "recorder");
        check(nvr, "pravegasink");
      }
    }
  }

  private void check(Nvr nvr, String log) throws Exception {
    nvr.add(CameraConfig.of(log, "log:" + log));
    TimeRange all = new TimeRange(START, START.plusSeconds(4));

    assertThat(nvr.timeline(log).range()).contains(all);
    List<EncodedFrame> frames = Collections.synchronizedList(new ArrayList<>());
    try (var player = nvr.play(log, Playback.of(all).speed(Speed.UNPACED), frames::add)) {
      assertThat(player.awaitEnd(Duration.ofSeconds(60))).isTrue();
    }
    assertThat(frames).hasSize(FRAMES);
    assertThat(frames.get(0).time()).isEqualTo(START);
    assertThat(nvr.snapshot(log, SnapshotRequest.at(START.plusMillis(2_500))).data().remaining())
        .isGreaterThan(1_000);
    try (Export export = nvr.export(log, all, folder.resolve(log + ".mp4"))) {
      assertThat(export.result().get(60, TimeUnit.SECONDS).videoFrames()).isEqualTo(FRAMES);
    }
    List<Breach> breaches = new ArrayList<>();
    assertThat(nvr.verify(VerifyRequest.ofCamera(log).withPayloads(), breaches::add).records())
        .isEqualTo(FRAMES);
    assertThat(breaches).isEmpty();
  }

  private static void write(
      ClientConfig client, String name, List<ByteBuffer> pieces, boolean headerAtKeys)
      throws IOException {
    try (StreamManager streams = StreamManager.create(client)) {
      streams.createScope("nvr");
      for (String stream : List.of(name, name + "-index")) {
        streams.createStream(
            "nvr",
            stream,
            StreamConfiguration.builder().scalingPolicy(ScalingPolicy.fixed(1)).build());
      }
    }
    try (ByteStreamClientFactory factory = ByteStreamClientFactory.withScope("nvr", client);
        ByteStreamWriter data = factory.createByteStreamWriter(name);
        ByteStreamWriter index = factory.createByteStreamWriter(name + "-index")) {
      long position = 0;
      for (int i = 0; i < FRAMES; i++) {
        boolean key = i % 25 == 0;
        int flags = i == 0 ? 7 : key ? 3 : 0;
        ByteBuffer payload = pieces.get(i + 1);
        if (key && headerAtKeys) {
          payload = join(pieces.get(0), payload);
        }
        ByteBuffer record = ByteBuffer.allocate(20 + payload.remaining());
        record.putInt(0).putInt(12 + payload.remaining()).putInt(flags).putLong(tai(i));
        data.write(record.put(payload.duplicate()).flip());
        if (key) {
          data.flush();
          index.write(slot(tai(i), i == 0 ? 6 : 2, position));
        }
        position += record.limit();
      }
      data.flush();
      index.write(slot(tai(FRAMES), 0, position));
      index.flush();
    }
  }

  private static long tai(int frame) {
    return (START.getEpochSecond() + 37) * 1_000_000_000L + frame * 40_000_000L;
  }

  private static ByteBuffer slot(long tai, int flags, long position) {
    return ByteBuffer.allocate(20).putInt(flags).putLong(tai).putLong(position).flip();
  }

  private static ByteBuffer join(ByteBuffer first, ByteBuffer second) {
    return ByteBuffer.allocate(first.remaining() + second.remaining())
        .put(first.duplicate())
        .put(second.duplicate())
        .flip();
  }

  private byte[] encode(String format, String file) throws Exception {
    Path out = folder.resolve(file);
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
    command.addAll(List.of((VIDEO + " " + format).split(" ")));
    command.add(out.toString());
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    return Files.readAllBytes(out);
  }

  /** What stands before the first mark, and then from mark to mark. */
  private static List<ByteBuffer> split(byte[] bytes, long mark, int markBytes, int markAt) {
    List<ByteBuffer> pieces = new ArrayList<>();
    int start = 0;
    for (int at = 0; at + markAt + markBytes <= bytes.length; at++) {
      long found = 0;
      for (int i = 0; i < markBytes; i++) {
        found = found << 8 | bytes[at + markAt + i] & 0xff;
      }
      if (found == mark) {
        pieces.add(ByteBuffer.wrap(bytes, start, at - start).slice());
        start = at;
      }
    }
    pieces.add(ByteBuffer.wrap(bytes, start, bytes.length - start).slice());
    return pieces;
  }
}
