package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.mp4.PayloadReader;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Fragment;
import io.finalnvr.media.FragmentSink;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.StoredFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FragmentPlayTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");

  /** 640x360, High profile. */
  private static final String SPS = "000000016764001eacd940a02ff970110000030001000003003c8f162d96";

  private static final String PPS = "0000000168ebe3cb";

  private final MemoryStore store = new MemoryStore();
  private final FrameLog log = store.frameLog("gate.main");
  private final TestFootage footage = new TestFootage(log);
  private final List<Fragment> fragments = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();

  @AfterEach
  void close() {
    footage.close();
    store.close();
  }

  @Test
  void fragments_areTheBytesOfTheStore() throws Exception {
    footage.sound().recording(T0).frames(25);

    play(Playback.from(T0.plusMillis(1_150)).until(T0.plusMillis(2_200)));

    assertThat(fragments).hasSize(12);
    assertThat(fragments.get(0).randomAccess()).isTrue();
    assertThat(fragments.get(0).time()).isEqualTo(T0.plusSeconds(1));
    List<ByteBuffer> stored = payloads().subList(10, 22);
    assertThat(fragments).extracting(Fragment::data).isEqualTo(stored);
  }

  @Test
  void exactStart_beginsAtTheKeyFrameBefore() throws Exception {
    footage.recording(T0).frames(25);

    play(Playback.from(T0.plusMillis(1_150)).mode(SeekMode.EXACT).until(T0.plusMillis(1_300)));

    assertThat(fragments)
        .extracting(Fragment::time)
        .containsExactly(T0.plusMillis(1_000), T0.plusMillis(1_100), T0.plusMillis(1_200));
  }

  @Test
  void afterAGap_fragmentsBeginWithRandomAccess() throws Exception {
    footage.recording(T0).frames(12).garbage(false).frames(10);

    play(Playback.from(T0.plusSeconds(1)).until(T0.plusMillis(2_200)));

    assertThat(fragments).extracting(Fragment::randomAccess).containsExactly(true, false, true);
    assertThat(fragments.get(2).discontinuity()).isTrue();
    assertThat(gaps).extracting(Gap::cause).containsExactly(GapCause.DAMAGED);
  }

  @Test
  void footageOfOtherSoftware_isMadeIntoFragments() throws Exception {
    byte[] key = HexFormat.of().parseHex(SPS + PPS + "0000000165888400");
    byte[] delta = HexFormat.of().parseHex("00000001419a0000");
    try (FrameLogWriter writer = log.openWriter()) {
      for (int i = 0; i < 4; i++) {
        boolean first = i % 2 == 0;
        writer
            .append(
                T0.plusMillis(600L * i),
                first,
                /* discontinuity= */ i == 0,
                ByteBuffer.wrap(first ? key : delta))
            .join();
      }
    }

    play(Playback.from(T0).until(T0.plusMillis(1_900)));

    assertThat(fragments)
        .extracting(Fragment::randomAccess)
        .containsExactly(true, false, true, false);
    assertThat(read(fragments))
        .extracting(EncodedFrame::time)
        .containsExactly(T0, T0.plusMillis(600), T0.plusMillis(1_200), T0.plusMillis(1_800));
    // Times in a file that is made of the fragments go on from one key frame to the next.
    assertThat(fragments.stream().map(FragmentPlayTest::decodeTime))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  /** From the box {@code tfdt}, version 1. */
  private static long decodeTime(Fragment fragment) {
    ByteBuffer data = fragment.data();
    for (int at = 4; at < data.limit() - 16; at++) {
      if (data.getInt(at) == 0x74666474) {
        return data.getLong(at + 8);
      }
    }
    throw new AssertionError("no tfdt");
  }

  private void play(Playback playback) throws Exception {
    FragmentSink sink =
        new FragmentSink() {
          @Override
          public void onFragment(Fragment fragment) {
            fragments.add(fragment);
          }

          @Override
          public void onGap(Gap gap) {
            gaps.add(gap);
          }
        };
    try (Player player =
        FootagePlayer.fragments(
            "gate",
            log,
            playback.speed(Speed.UNPACED),
            sink,
            new TestClocks(),
            GapFinder.NONE,
            () -> {})) {
      assertThat(player.awaitEnd(Duration.ofSeconds(60))).isTrue();
    }
  }

  private List<ByteBuffer> payloads() {
    List<ByteBuffer> payloads = new ArrayList<>();
    try (FrameLogReader reader = log.openReader(log.head())) {
      while (reader.position() < log.tail()) {
        reader
            .read(Duration.ofSeconds(1))
            .ifPresent(item -> payloads.add(((StoredFrame) item).payload()));
      }
    }
    return payloads;
  }

  private static List<EncodedFrame> read(List<Fragment> fragments) {
    PayloadReader reader = new PayloadReader();
    List<EncodedFrame> frames = new ArrayList<>();
    for (Fragment fragment : fragments) {
      frames.addAll(
          reader.read(
              fragment.time(), fragment.randomAccess(), fragment.discontinuity(), fragment.data()));
    }
    return frames;
  }
}
