package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.Gap;
import io.finalnvr.Nvr;
import io.finalnvr.NvrException;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.examples.console.Json;
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
final class MediaSocket implements FragmentSink, ViewSocket {

  private static final int HEADER = 16;
  private static final byte RANDOM_ACCESS = 1;
  private static final byte DISCONTINUITY = 2;

  /** Messages that may be on their way; at 30 frames/s about 2 s. */
  private static final int WINDOW = 60;

  private static final long STALLED_SECONDS = 30;

  private final WsContext socket;
  private final Semaphore window = new Semaphore(WINDOW);
  private volatile boolean live;
  private boolean waitsForKey;
  private long leftOut;
  private final Player player;

  MediaSocket(Nvr nvr, String camera, Playback playback, WsContext socket) {
    this.socket = socket;
    this.live = playback.from().isEmpty();
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
    long micros = fragment.time().getEpochSecond() * 1_000_000 + fragment.time().getNano() / 1_000;
    int flags =
        (fragment.randomAccess() ? RANDOM_ACCESS : 0)
            | (fragment.discontinuity() || leftOut > 0 ? DISCONTINUITY : 0);
    leftOut = 0;
    message.putLong(micros).put((byte) flags).position(HEADER).put(boxes).flip();
    socket.session.sendBinary(message, Callback.from(window::release, failure -> window.release()));
  }

  /** Whether the fragment may go; where it is recorded footage, waits until it may. */
  private boolean admit(Fragment fragment) {
    if (live) {
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
    socket.closeSession(1008, "the browser takes nothing any more");
    return false;
  }

  @Override
  public void onGap(Gap gap) {
    tell("gap", Views.gap(gap));
  }

  @Override
  public void onEnd() {
    tell("end", "");
  }

  @Override
  public void onFailure(NvrException failure) {
    tell("failure", failure.getMessage());
  }

  private void tell(String what, Object value) {
    if (socket.session.isOpen()) {
      socket.send(Json.write(Json.object("type", what, "value", value)));
    }
  }

  @Override
  public void command(JsonNode message) {
    switch (Requests.text(message, "command")) {
      case "pause" -> player.pause();
      case "play" -> player.play();
      case "live" -> {
        live = true;
        player.goLive();
      }
      case "speed" -> player.speed(new Speed(message.path("speed").asDouble(1)));
      case "seek" -> {
        live = false;
        player.seek(Requests.instant("at", Requests.text(message, "at")), SeekMode.PREVIOUS_KEY);
      }
      default -> tell("failure", "unknown command");
    }
  }

  @Override
  public void close() {
    window.release(WINDOW);
    player.close();
  }
}
