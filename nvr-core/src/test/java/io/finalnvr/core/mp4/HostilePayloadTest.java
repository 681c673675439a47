package io.finalnvr.core.mp4;

import static io.finalnvr.core.mp4.TestFrames.AUDIO;
import static io.finalnvr.core.mp4.TestFrames.START;
import static io.finalnvr.core.mp4.TestFrames.VIDEO;
import static io.finalnvr.core.mp4.TestFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.MediaException;
import io.finalnvr.media.EncodedFrame;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostilePayloadTest {

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void randomBytes_areRefusedOrRead() {
    for (int i = 0; i < 20_000; i++) {
      read(new PayloadReader(), ByteBuffer.wrap(TestFrames.bytes(random, random.nextInt(400))));
    }
  }

  @Test
  void mutatedFragments_areRefusedOrRead() {
    byte[] good = payload().array();
    for (int i = 0; i < 10_000; i++) {
      PayloadReader reader = new PayloadReader();
      read(reader, ByteBuffer.wrap(mutate(good)));
      read(reader, ByteBuffer.wrap(good));
    }
  }

  @Test
  void mutatedAccessUnits_areRefusedOrRead() {
    byte[] good =
        TestFrames.hex(
                "00000001 09f0 00000001"
                    + TestFrames.SPS
                    + "00000001 68ebe3cb22c0 000001 6588840010")
            .array();
    for (int i = 0; i < 10_000; i++) {
      PayloadReader reader = new PayloadReader();
      read(reader, ByteBuffer.wrap(mutate(good)));
      read(reader, ByteBuffer.wrap(good));
    }
  }

  @Test
  void mutatedPayloadsOfTheCorpus_areRefusedOrRead() throws IOException, URISyntaxException {
    Path corpus = Path.of(HostilePayloadTest.class.getResource("/corpus/payload").toURI());
    try (Stream<Path> files = Files.list(corpus)) {
      for (Path file : files.toList()) {
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < 3_000; i++) {
          PayloadReader reader = new PayloadReader();
          read(reader, ByteBuffer.wrap(mutate(good)));
          read(reader, ByteBuffer.wrap(good));
        }
      }
    }
  }

  @Test
  void truncatedFragment_isRefused() {
    ByteBuffer payload = payload();
    for (int size = 1; size < payload.limit(); size++) {
      read(new PayloadReader(), payload.slice(0, size));
    }
    ByteBuffer cut = payload.slice(0, payload.limit() - 1);
    assertThatThrownBy(() -> new PayloadReader().read(START, true, false, cut))
        .isInstanceOf(MediaException.class)
        .extracting("reason")
        .isEqualTo(MediaException.Reason.UNDECODABLE);
  }

  @Test
  void runOfFourBillionSamplesWithoutAnySize_isRefusedAtOnce() {
    ByteBuffer payload = payload();
    int trun = indexOf(payload, BoxType.TRUN);
    payload.putInt(trun + 4, 0x0000_0001).putInt(trun + 8, -1);

    assertThatThrownBy(() -> new PayloadReader().read(START, true, false, payload))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("4294967295 samples");
  }

  @Test
  void samplesThatShareTheirBytes_areRefused() {
    FragmentWriter writer = new FragmentWriter(List.of(VIDEO), START);
    ByteBuffer header = writer.payload(List.of(), true);
    EncodedFrame large = frame(VIDEO, 0, 0, true, TestFrames.bytes(random, 4000));
    ByteBuffer fragment = writer.payload(List.of(large), false);
    ByteBuffer payload = ByteBuffer.allocate(header.limit() + 104 * 5 + fragment.limit());
    payload.put(header);
    for (int i = 0; i < 5; i++) {
      payload.put(fragment.slice(0, 104));
    }
    payload.put(fragment).flip();

    assertThatThrownBy(() -> new PayloadReader().read(START, true, false, payload))
        .isInstanceOf(MediaException.class);
  }

  @Test
  void transportStream_isRefusedByName() {
    byte[] packets = new byte[376];
    packets[0] = 0x47;
    packets[188] = 0x47;

    assertThatThrownBy(() -> new PayloadReader().read(START, true, false, ByteBuffer.wrap(packets)))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("MPEG transport stream");
  }

  private static ByteBuffer payload() {
    return new FragmentWriter(List.of(VIDEO, AUDIO), START)
        .payload(
            List.of(
                frame(AUDIO, 0, 0, true, (byte) 1, (byte) 2),
                frame(VIDEO, 0, 80_000, true, (byte) 3, (byte) 4, (byte) 5)),
            true);
  }

  private byte[] mutate(byte[] good) {
    byte[] bad = good.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bad.length);
      bad[at] =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> (byte) 0xff;
            case 2 -> (byte) (bad[at] ^ 1 << random.nextInt(8));
            default -> (byte) random.nextInt();
          };
    }
    return bad;
  }

  /** Anything but frames within the payload and a MediaException is a fault. */
  private void read(PayloadReader reader, ByteBuffer payload) {
    try {
      List<EncodedFrame> frames = reader.read(START, true, false, payload);
      int size = frames.stream().mapToInt(EncodedFrame::size).sum();
      assertThat(size).as("seed %d", seed).isLessThanOrEqualTo(payload.limit() * 5 / 4);
    } catch (MediaException e) {
      assertThat(e.reason()).isEqualTo(MediaException.Reason.UNDECODABLE);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static int indexOf(ByteBuffer data, int type) {
    for (int i = 0; ; i++) {
      if (data.getInt(i) == type) {
        return i;
      }
    }
  }
}
