package io.finalnvr.gstreamer;

import io.finalnvr.MediaException;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What goes to a browser, and what is left out: until it is connected, the newest group of pictures
 * is kept for it; where it takes too little, frames are left out up to the next key frame.
 * Thread-safe.
 */
final class BrowserFeed implements AutoCloseable {

  /** What is to be sent. */
  record Tracks(Track video, Optional<Track> sound) {}

  /** Which RTP timestamp belongs to which instant. */
  record Time(long rtpTimestamp, Instant time) {}

  private static final long MOST_HELD = 32 << 20;
  private static final long MOST_WAITING = 4 << 20;
  private static final Duration SOUND = Duration.ofSeconds(1);

  private final boolean wantsSound;
  private final NewestGroup group = new NewestGroup(MOST_HELD);
  private final LiveTimes times = new LiveTimes();
  private @Nullable Track video;
  private @Nullable Track sound;
  private @Nullable Instant lastPicture;
  private @Nullable String refusal;
  private @Nullable BrowserOutlet outlet;
  private @Nullable Time untold;
  private boolean waitsForKey;
  private boolean closed;

  BrowserFeed(boolean wantsSound) {
    this.wantsSound = wantsSound;
  }

  /**
   * Waits for a key frame, and, where sound is wanted, for sound, though not long. Empty when it is
   * closed before.
   *
   * @throws MediaException with reason UNSUPPORTED when the pictures can't be sent
   */
  synchronized Optional<Tracks> awaitTracks() throws InterruptedException {
    long soundUntil = 0;
    while (!closed) {
      requireSendable();
      Track pictures = video;
      if (pictures == null || group.isEmpty()) {
        wait();
      } else if (!wantsSound || sound != null) {
        return Optional.of(new Tracks(pictures, Optional.ofNullable(sound)));
      } else {
        soundUntil = soundUntil == 0 ? System.nanoTime() + SOUND.toNanos() : soundUntil;
        long left = soundUntil - System.nanoTime();
        if (left <= 0) {
          return Optional.of(new Tracks(pictures, Optional.empty()));
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    }
    return Optional.empty();
  }

  /** Throws UNSUPPORTED when something came that can't be sent. */
  synchronized void requireSendable() {
    if (refusal != null) {
      throw new MediaException(MediaException.Reason.UNSUPPORTED, refusal);
    }
  }

  synchronized void push(EncodedFrame frame) {
    if (closed || refusal != null || frame.track().kind() == TrackKind.DATA) {
      return;
    }
    if (frame.track().kind() == TrackKind.AUDIO) {
      pushSound(frame);
    } else {
      pushPicture(frame);
    }
    notifyAll();
  }

  private void pushSound(EncodedFrame frame) {
    if (!wantsSound || RtpChain.refusal(frame.track()).isPresent()) {
      return;
    }
    if (outlet != null) {
      send(frame);
    } else if (video != null) {
      sound = frame.track();
    }
  }

  private void pushPicture(EncodedFrame frame) {
    refusal = RtpChain.refusal(frame.track()).orElse(null);
    if (lastPicture != null && frame.time().isBefore(lastPicture)) {
      refusal = "browsers take no B-frames by WebRTC, and the camera sends some";
    }
    if (refusal != null) {
      return;
    }
    lastPicture = frame.time();
    video = frame.track();
    if (outlet == null) {
      group.add(frame);
    } else {
      send(frame);
    }
  }

  /** From now on frames go there, first those from the newest key frame on. */
  synchronized void connect(BrowserOutlet connected) {
    if (closed) {
      return;
    }
    outlet = connected;
    List<EncodedFrame> held = group.take();
    waitsForKey = held.isEmpty();
    held.forEach(this::send);
  }

  private void send(EncodedFrame frame) {
    BrowserOutlet to = outlet;
    if (to == null) {
      return;
    }
    if (frame.track().kind() == TrackKind.AUDIO) {
      if (to.waiting() <= MOST_WAITING) {
        times.sound(frame.time()).ifPresent(at -> to.pushSound(frame, at));
      }
      return;
    }
    waitsForKey |= to.waiting() > MOST_WAITING;
    if (waitsForKey && !(frame.keyFrame() && to.waiting() <= MOST_WAITING)) {
      return;
    }
    waitsForKey = false;
    long at = times.stamp(frame.time(), to.runningTime());
    to.pushPicture(frame, at);
    if (times.untold(frame.time())) {
      untold = new Time(to.rtpTimestamp(at), frame.time());
    }
  }

  /** What the browser does not know yet of the times of pictures. */
  synchronized Optional<Time> takeTime() {
    Optional<Time> taken = Optional.ofNullable(untold);
    untold = null;
    return taken;
  }

  /** Nothing is sent any more once this has returned. */
  @Override
  public synchronized void close() {
    closed = true;
    outlet = null;
    group.take();
    notifyAll();
  }
}
