package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.CameraException;
import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.SourceFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  private static final Track VIDEO = video(640);
  private static final Track WIDE = video(1280);
  private static final Track AUDIO = audio(8000);
  private static final Track FAST_AUDIO = audio(16_000);
  private static final long LATE = Delivery.SILENT_AUDIO.plusMillis(1).toNanos();

  private final List<String> calls = new ArrayList<>();
  private final List<Long> kept = new ArrayList<>();
  private final Delivery delivery = new Delivery(new Journal(), Delivery.SILENT_AUDIO);

  @Test
  void tracks_areAnnouncedOnceAllAreKnown() {
    expectBoth();

    key(VIDEO, 0);
    delta(VIDEO, 10);
    assertThat(calls).isEmpty();
    sound(AUDIO, 20);
    delta(VIDEO, 30);

    assertThat(calls).containsExactly("tracks 640 8000", "key", "delta", "sound", "delta");
  }

  @Test
  void framesThatWaitForTheTracks_sayForHowLong() {
    expectBoth();

    key(VIDEO, 1_000);
    delta(VIDEO, 4_000);
    sound(AUDIO, 9_000);
    delta(VIDEO, 12_000);

    assertThat(kept).containsExactly(8_000L, 5_000L, 0L, 0L);
  }

  @Test
  void silentSound_doesNotHoldUpThePictures() {
    expectBoth();

    key(VIDEO, 0);
    delivery.tick(LATE - 10_000_000);
    assertThat(calls).isEmpty();
    delivery.tick(LATE);

    assertThat(calls).containsExactly("tracks 640", "key");
  }

  @Test
  void lateSound_joinsAtAKeyFrame() {
    expectBoth();
    key(VIDEO, 0);
    delivery.tick(LATE);
    calls.clear();

    sound(AUDIO, LATE);
    delta(VIDEO, LATE);
    key(VIDEO, LATE);
    sound(AUDIO, LATE);

    assertThat(calls).containsExactly("delta", "tracks 640 8000", "key", "sound");
  }

  @Test
  void missingPictures_areWaitedFor() {
    expectBoth();

    sound(AUDIO, 0);
    delivery.tick(10 * LATE);

    assertThat(calls).isEmpty();
    assertThat(delivery.connected()).isFalse();
  }

  @Test
  void otherParameters_areAnnouncedInFrontOfTheirKeyFrame() {
    delivery.expect(1, TrackKind.VIDEO);
    key(VIDEO, 0);

    key(WIDE, 1);
    delta(WIDE, 2);

    assertThat(calls).containsExactly("tracks 640", "key", "tracks 1280", "key", "delta");
  }

  @Test
  void otherSound_waitsForAKeyFrame() {
    expectBoth();
    key(VIDEO, 0);
    sound(AUDIO, 1);
    calls.clear();

    sound(FAST_AUDIO, 2);
    delta(VIDEO, 3);
    key(VIDEO, 4);
    sound(FAST_AUDIO, 5);

    assertThat(calls).containsExactly("delta", "tracks 640 16000", "key", "sound");
  }

  @Test
  void soundAlone_needsNoKeyFrame() {
    delivery.expect(2, TrackKind.AUDIO);

    sound(AUDIO, 0);
    sound(FAST_AUDIO, 1);

    assertThat(calls).containsExactly("tracks 8000", "sound", "tracks 16000", "sound");
  }

  @Test
  void framesKept_areBounded() {
    expectBoth();
    int size = 1 << 20;
    for (int i = 0; i < 100; i++) {
      delivery.accept(frame(VIDEO, i % 50 == 0, size), i);
    }

    sound(AUDIO, 100);

    assertThat(calls.size()).isLessThan(40);
    assertThat(calls.get(0)).isEqualTo("tracks 640 8000");
  }

  private void expectBoth() {
    delivery.expect(1, TrackKind.VIDEO);
    delivery.expect(2, TrackKind.AUDIO);
  }

  private void key(Track track, long now) {
    delivery.accept(frame(track, true, 1), now);
  }

  private void delta(Track track, long now) {
    delivery.accept(frame(track, false, 1), now);
  }

  private void sound(Track track, long now) {
    delivery.accept(frame(track, true, 1), now);
  }

  private static SourceFrame frame(Track track, boolean key, int size) {
    return new SourceFrame(
        track,
        0,
        OptionalLong.empty(),
        Optional.<Duration>empty(),
        Optional.empty(),
        key,
        false,
        ByteBuffer.allocate(size));
  }

  private static Track video(int width) {
    return new VideoTrack(1, Codec.H264, width, 360, ByteBuffer.allocate(8));
  }

  private static Track audio(int rate) {
    return new AudioTrack(2, Codec.PCMA, rate, 1, ByteBuffer.allocate(0));
  }

  private final class Journal implements MediaHandler {
    @Override
    public void onTracks(List<Track> tracks) {
      StringBuilder call = new StringBuilder("tracks");
      for (Track track : tracks) {
        call.append(' ')
            .append(
                track instanceof VideoTrack video
                    ? video.width()
                    : ((AudioTrack) track).sampleRate());
      }
      calls.add(call.toString());
    }

    @Override
    public void onFrame(SourceFrame frame) {
      kept.add(frame.kept().toNanos());
      calls.add(
          frame.track().kind() == TrackKind.AUDIO ? "sound" : frame.keyFrame() ? "key" : "delta");
    }

    @Override
    public void onEnd(CameraException cause) {
      calls.add("end");
    }
  }
}
