package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.EncodedFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExactStartTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");

  private final ExactStart start = new ExactStart(T0.plusMillis(100));

  @Test
  void frame_isHeldBackWhileALaterOneMayBeTheOneShown() {
    assertThat(start.take(video(0, 0))).isEmpty();
    assertThat(start.take(video(40, 40))).containsExactly(video(0, 0).asDecodeOnly());
    assertThat(start.take(video(80, 80))).containsExactly(video(40, 40).asDecodeOnly());
    assertThat(start.done()).isFalse();
    assertThat(start.take(video(120, 120))).containsExactly(video(80, 80), video(120, 120));
    assertThat(start.done()).isTrue();
    assertThat(start.take(video(160, 160))).containsExactly(video(160, 160));
  }

  @Test
  void frame_atTheInstantItself_isTheOneShown() {
    start.take(video(60, 60));
    start.take(video(100, 100));

    assertThat(start.drain()).containsExactly(video(100, 100));
  }

  @Test
  void frameShownLater_isNeverMarkedThoughItIsDecodedBefore() {
    assertThat(start.take(video(40, 40))).isEmpty();
    assertThat(start.take(video(160, 60))).isEmpty();
    assertThat(start.take(video(80, 80)))
        .containsExactly(video(40, 40).asDecodeOnly(), video(160, 60));
    assertThat(start.take(video(120, 100))).isEmpty();
    assertThat(start.drain()).containsExactly(video(80, 80), video(120, 100));
  }

  @Test
  void soundBeforeTheInstant_isLeftOut_laterSoundKeepsItsPlace() {
    start.take(video(80, 80));

    assertThat(start.take(sound(99))).isEmpty();
    assertThat(start.take(sound(100))).isEmpty();
    assertThat(start.take(video(120, 120)))
        .containsExactly(video(80, 80), sound(100), video(120, 120));
  }

  @Test
  void withoutVideo_soundBeginsAtTheInstant() {
    assertThat(List.of(start.take(sound(90)), start.take(sound(110))))
        .containsExactly(List.of(), List.of(sound(110)));
  }

  private static EncodedFrame video(long showMillis, long decodeMillis) {
    return new EncodedFrame(
        TestFootage.VIDEO,
        T0.plusMillis(showMillis),
        T0.plusMillis(decodeMillis),
        Duration.ofMillis(40),
        /* keyFrame= */ showMillis == 0,
        /* discontinuity= */ false,
        /* decodeOnly= */ false,
        ByteBuffer.allocate(0));
  }

  private static EncodedFrame sound(long millis) {
    return new EncodedFrame(
        TestFootage.AUDIO,
        T0.plusMillis(millis),
        T0.plusMillis(millis),
        Duration.ofMillis(20),
        /* keyFrame= */ true,
        /* discontinuity= */ false,
        /* decodeOnly= */ false,
        ByteBuffer.allocate(0));
  }
}
