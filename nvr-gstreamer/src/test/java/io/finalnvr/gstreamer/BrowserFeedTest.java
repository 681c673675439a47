package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.finalnvr.MediaException;
import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrowserFeedTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Track VIDEO =
      new VideoTrack(1, Codec.H264, 640, 360, ByteBuffer.wrap(new byte[] {1, 66, 0, 30, -1}));
  private static final Track SOUND =
      new AudioTrack(2, Codec.PCMA, 8_000, 1, ByteBuffer.allocate(0));
  private static final int GOP = 5;
  private static final long MILLISECOND = 1_000_000;

  private final Outlet outlet = new Outlet();
  private final BrowserFeed feed = new BrowserFeed(/* wantsSound= */ true);

  /** What a browser gets. */
  private static final class Outlet implements BrowserOutlet {
    final List<Integer> pictures = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    final List<Instant> sounds = new ArrayList<>();
    long waiting;
    long now = 100 * MILLISECOND;

    @Override
    public long waiting() {
      return waiting;
    }

    @Override
    public long runningTime() {
      return now;
    }

    @Override
    public long rtpTimestamp(long runningTime) {
      return runningTime / MILLISECOND;
    }

    @Override
    public void pushPicture(EncodedFrame frame, long runningTime) {
      pictures.add((int) (Duration.between(START, frame.time()).toMillis() / 40));
      times.add(runningTime);
    }

    @Override
    public void pushSound(EncodedFrame frame, long runningTime) {
      sounds.add(frame.time());
    }
  }

  private static Instant time(int number) {
    return START.plusMillis(40L * number);
  }

  private static EncodedFrame frame(Track track, Instant time, boolean key) {
    return new EncodedFrame(
        track, time, time, Duration.ofMillis(40), key, false, false, ByteBuffer.allocate(1_000));
  }

  private void pictures(int from, int until) {
    for (int i = from; i < until; i++) {
      feed.push(frame(VIDEO, time(i), i % GOP == 0));
    }
  }

  @Test
  void beforeTheBrowserIsThere_theNewestGroupIsKept() {
    pictures(3, 13);
    feed.connect(outlet);
    pictures(13, 15);

    assertThat(outlet.pictures).containsExactly(10, 11, 12, 13, 14);
  }

  @Test
  void whatWasKept_isSentAtOnce_andThenAtTheRateOfTheCamera() {
    pictures(0, 4);
    feed.connect(outlet);
    for (int i = 4; i < 7; i++) {
      outlet.now += 40 * MILLISECOND;
      pictures(i, i + 1);
    }

    long at = 100 * MILLISECOND;
    long step = LiveTimes.STEP_NANOS;
    assertThat(outlet.times.subList(0, 4))
        .containsExactly(at, at + step, at + 2 * step, at + 3 * step);
    assertThat(outlet.times.get(5) - outlet.times.get(4)).isEqualTo(40 * MILLISECOND);
    assertThat(outlet.times.get(6) - outlet.times.get(5)).isEqualTo(40 * MILLISECOND);
    assertThat(feed.takeTime())
        .hasValueSatisfying(told -> assertThat(told.time()).isBetween(time(3), time(4)));
    assertThat(feed.takeTime()).isEmpty();
  }

  @Test
  void browserThatTakesTooLittle_getsTheNextKeyFrame() {
    feed.connect(outlet);
    pictures(0, 2);
    outlet.waiting = 5 << 20;
    pictures(2, 3);
    outlet.waiting = 0;
    pictures(3, 7);

    assertThat(outlet.pictures).containsExactly(0, 1, 5, 6);
  }

  @Test
  void sound_isWaitedFor_whereItIsWanted() throws InterruptedException {
    pictures(0, 1);
    feed.push(frame(SOUND, time(0), true));
    assertThat(feed.awaitTracks().orElseThrow().sound()).contains(SOUND);
    feed.connect(outlet);
    feed.push(frame(SOUND, time(1), true));

    assertThat(outlet.sounds).containsExactly(time(1));
  }

  @Test
  void framesOutOfOrder_areRefused() {
    pictures(0, 1);
    pictures(3, 4);
    pictures(2, 3);

    assertThatExceptionOfType(MediaException.class)
        .isThrownBy(feed::requireSendable)
        .withMessageContaining("B-frames");
  }

  @Test
  void afterItsEnd_nothingIsSent() throws InterruptedException {
    feed.connect(outlet);
    feed.close();
    pictures(0, 5);

    assertThat(outlet.pictures).isEmpty();
    assertThat(feed.awaitTracks()).isEmpty();
  }
}
