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
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;

/**
 * Sends one camera's video as JPEG pictures over a WebSocket, decoded here: for codecs that the
 * browser does not know, backwards, at high speeds, and frame by frame. Each picture is a binary
 * message of 16 bytes (its time in microseconds since 1970, 8 bytes of 0) and the JPEG.
 *
 * <p>The page answers each picture with {@code {"command":"shown"}}. What is live is never late:
 * pictures are left out while {@value #WINDOW} are on their way. What is recorded waits.
 */
final class PictureSocket implements DecodedFrameSink, ViewSocket {

  private static final int HEADER = 16;
  private static final int WINDOW = 3;
  private static final long STALLED_SECONDS = 30;
  private static final double LIVE_RATE = 15;

  private final WsContext socket;
  private final Semaphore window = new Semaphore(WINDOW);
  private final JpegEncoder jpeg = new JpegEncoder();
  private volatile boolean live;
  private volatile boolean closed;
  private volatile boolean held;
  private final Player player;

  /**
   * Begins to play; where it is to be paused it shows nothing before the first step, which shows
   * the picture of the instant that the playback begins at.
   */
  PictureSocket(
      Nvr nvr, String camera, Playback playback, boolean paused, int width, WsContext socket) {
    this.socket = socket;
    this.live = playback.from().isEmpty();
    this.held = paused && !live;
    DecodeRequest request = DecodeRequest.of(PixelFormat.RGB).size(PictureSize.within(width, 0));
    this.player =
        nvr.playDecoded(camera, playback, live ? request.atMost(LIVE_RATE) : request, this);
    if (held) {
      player.pause();
      player.seek(playback.from().orElseThrow(), SeekMode.EXACT);
      held = false;
    }
  }

  @Override
  public void onFrame(DecodedFrame frame) {
    if (held || !admit()) {
      return;
    }
    byte[] picture = jpeg.encode(frame);
    Instant time = frame.time();
    ByteBuffer message = ByteBuffer.allocate(HEADER + picture.length);
    message
        .putLong(time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000)
        .position(HEADER)
        .put(picture)
        .flip();
    socket.session.sendBinary(message, Callback.NOOP);
  }

  private boolean admit() {
    if (closed) {
      return false;
    }
    if (live) {
      return window.tryAcquire();
    }
    try {
      if (window.tryAcquire(STALLED_SECONDS, TimeUnit.SECONDS)) {
        return !closed;
      }
      socket.closeSession(1008, "the browser takes nothing any more");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
    tell("failure", String.valueOf(failure.getMessage()));
  }

  private void tell(String what, Object value) {
    if (socket.session.isOpen()) {
      socket.send(Json.write(Json.object("type", what, "value", value)));
    }
  }

  @Override
  public void command(JsonNode message) {
    switch (Requests.text(message, "command")) {
      case "shown" -> release();
      case "pause" -> player.pause();
      case "play" -> player.play();
      case "forward" -> player.stepForward();
      case "back" -> player.stepBack();
      case "speed" -> player.speed(new Speed(message.path("speed").asDouble(1)));
      case "seek" -> {
        live = false;
        player.seek(Requests.instant("at", Requests.text(message, "at")), SeekMode.EXACT);
      }
      case "live" -> {
        live = true;
        player.goLive();
      }
      default -> tell("failure", "unknown command");
    }
  }

  private void release() {
    if (window.availablePermits() < WINDOW) {
      window.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    window.release(WINDOW);
    player.close();
  }
}
