package io.finalnvr.pravega.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.GapCause;
import io.finalnvr.Receipt;
import io.finalnvr.RecorderListener;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.testkit.FakeFrames;
import io.finalnvr.testkit.FakeSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A camera that sends 20 frames a second whose content tells which they are, and the journal of
 * what became of them. A frame's number is its presentation time in units of the frame interval.
 */
final class RecordedCamera implements RecorderListener {

  static final Duration INTERVAL = Duration.ofMillis(50);
  private static final int KEY_FRAME_EVERY = 20;
  private static final VideoTrack TRACK = FakeFrames.video();
  private static final Pattern CONTENT = Pattern.compile("track 1 (key|delta) (\\d+) ns ");

  private final String id;
  private final int frameSize;
  private final NavigableMap<Long, Instant> received = new ConcurrentSkipListMap<>();
  private final NavigableMap<Long, Duration> receipts = new ConcurrentSkipListMap<>();
  private final NavigableMap<Long, GapCause> dropped = new ConcurrentSkipListMap<>();
  private long sent;

  RecordedCamera(String id, int frameSize) {
    this.id = id;
    this.frameSize = frameSize;
  }

  String id() {
    return id;
  }

  /** Prepares a connection for {@link #sendFrame}. */
  void connected(FakeSession session) {
    session.cameraClock(Instant.now()).frameSize(frameSize).tracks(TRACK);
  }

  void sendFrame(FakeSession session) {
    long ptsMillis = sent * INTERVAL.toMillis();
    if (sent % KEY_FRAME_EVERY == 0) {
      session.keyFrame(ptsMillis);
    } else {
      session.frames(1, INTERVAL.toMillis());
    }
    sent++;
  }

  @Override
  public void onReceived(EncodedFrame frame) {
    received.put(number(frame.data()), frame.time());
  }

  @Override
  public void onReceipt(Receipt receipt) {
    assertThat(receipts.put(number(receipt.frame().data()), receipt.latency()))
        .as("an earlier receipt")
        .isNull();
  }

  @Override
  public void onDropped(EncodedFrame frame, GapCause cause) {
    dropped.put(number(frame.data()), cause);
  }

  /** When each frame was received, by number. */
  NavigableMap<Long, Instant> received() {
    return received;
  }

  /** How long each frame took to become durable, by number. */
  NavigableMap<Long, Duration> receipts() {
    return receipts;
  }

  Map<Long, GapCause> dropped() {
    return dropped;
  }

  /** Which frame this is; fails when a byte of it is wrong. */
  long number(ByteBuffer data) {
    String text = ISO_8859_1.decode(data.duplicate()).toString();
    Matcher content = CONTENT.matcher(text);
    assertThat(content.find()).as("content of a frame of %s: %s", id, text).isTrue();
    long nanos = Long.parseLong(content.group(2));
    assertThat(data)
        .isEqualTo(FakeFrames.data(TRACK, nanos, content.group(1).equals("key"), frameSize));
    return nanos / INTERVAL.toNanos();
  }

  /** Which frame a stored record holds. */
  static Optional<Long> numberIn(ByteBuffer payload) {
    Matcher content = CONTENT.matcher(ISO_8859_1.decode(payload.duplicate()));
    return content.find()
        ? Optional.of(Long.parseLong(content.group(2)) / INTERVAL.toNanos())
        : Optional.empty();
  }
}
