package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerControl;
import io.finalnvr.SeekMode;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
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
final class PictureSocket extends ViewSocket implements DecodedFrameSink {

  private static final int WINDOW = 3;
  private static final double LIVE_RATE = 15;

  private final Semaphore window = new Semaphore(WINDOW);
  private final JpegEncoder jpeg = new JpegEncoder();
  private volatile boolean closed;
  private volatile boolean held;
  private final Player player;

  /**
   * Begins to play; where it is to be paused it shows nothing before the first step, which shows
   * the picture of the instant that the playback begins at.
   */
  PictureSocket(
      Nvr nvr, String camera, Playback playback, boolean paused, int width, WsContext socket) {
    super(socket, playback.from().isEmpty(), SeekMode.EXACT);
    this.held = paused && !isLive();
    DecodeRequest request = DecodeRequest.of(PixelFormat.RGB).size(PictureSize.within(width, 0));
    this.player =
        nvr.playDecoded(camera, playback, isLive() ? request.atMost(LIVE_RATE) : request, this);
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
    ByteBuffer message = ByteBuffer.allocate(HEADER + picture.length);
    message.putLong(micros(frame.time())).position(HEADER).put(picture).flip();
    socket().session.sendBinary(message, Callback.NOOP);
  }

  private boolean admit() {
    if (closed) {
      return false;
    }
    if (isLive()) {
      return window.tryAcquire();
    }
    try {
      if (window.tryAcquire(STALLED_SECONDS, TimeUnit.SECONDS)) {
        return !closed;
      }
      giveUp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  PlayerControl player() {
    return player;
  }

  @Override
  void command(JsonNode message) {
    switch (Requests.text(message, "command")) {
      case "shown" -> release();
      case "forward" -> player.stepForward();
      case "back" -> player.stepBack();
      default -> super.command(message);
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
