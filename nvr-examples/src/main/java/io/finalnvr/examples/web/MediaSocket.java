package io.finalnvr.examples.web;

import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerControl;
import io.finalnvr.SeekMode;
import io.finalnvr.media.Fragment;
import io.finalnvr.media.FragmentSink;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;

/**
 * Sends one camera's video over a WebSocket: each fragment as a binary message of 16 bytes (time in
 * microseconds since 1970, flags, 7 bytes of 0) and the MP4 boxes; gaps and the end as JSON.
 *
 * <p>What is live is never late: when the browser does not keep up, fragments are left out up to
 * the next random-access one. What is recorded waits for the browser.
 */
final class MediaSocket extends ViewSocket implements FragmentSink {

  private static final byte RANDOM_ACCESS = 1;
  private static final byte DISCONTINUITY = 2;

  /** Messages that may be on their way; at 30 frames/s about 2 s. */
  private static final int WINDOW = 60;

  private final Semaphore window = new Semaphore(WINDOW);
  private boolean waitsForKey;
  private long leftOut;
  private final Player player;

  MediaSocket(Nvr nvr, String camera, Playback playback, WsContext socket) {
    super(socket, playback.from().isEmpty(), SeekMode.PREVIOUS_KEY);
    this.player = nvr.playFragments(camera, playback, this);
  }

  @Override
  public void onFragment(Fragment fragment) {
    if (!admit(fragment)) {
      leftOut++;
      return;
    }
    ByteBuffer boxes = fragment.data();
    ByteBuffer message = ByteBuffer.allocate(HEADER + boxes.remaining());
    int flags =
        (fragment.randomAccess() ? RANDOM_ACCESS : 0)
            | (fragment.discontinuity() || leftOut > 0 ? DISCONTINUITY : 0);
    leftOut = 0;
    message.putLong(micros(fragment.time())).put((byte) flags).position(HEADER).put(boxes).flip();
    socket()
        .session
        .sendBinary(message, Callback.from(window::release, failure -> window.release()));
  }

  /** Whether the fragment may go; where it is recorded footage, waits until it may. */
  private boolean admit(Fragment fragment) {
    if (isLive()) {
      if (waitsForKey && !fragment.randomAccess()) {
        return false;
      }
      waitsForKey = !window.tryAcquire();
      return !waitsForKey;
    }
    try {
      if (window.tryAcquire(STALLED_SECONDS, TimeUnit.SECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    giveUp();
    return false;
  }

  @Override
  PlayerControl player() {
    return player;
  }

  @Override
  public void close() {
    window.release(WINDOW);
    player.close();
  }
}
