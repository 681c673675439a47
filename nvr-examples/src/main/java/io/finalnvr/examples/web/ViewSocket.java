package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.PlayerControl;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.examples.console.Json;
import io.javalin.websocket.WsContext;
import java.time.Instant;

/**
 * A WebSocket that shows a camera: it is told what to do, and tells of gaps, of the end and of
 * failures, as JSON. In which form the pictures go is up to those that extend it.
 */
abstract class ViewSocket implements AutoCloseable {

  /** Every binary message begins with so many bytes: the time in microseconds since 1970, flags. */
  static final int HEADER = 16;

  /** How long what is recorded waits for a browser. */
  static final long STALLED_SECONDS = 30;

  private final WsContext socket;
  private final SeekMode seekMode;
  private volatile boolean live;

  ViewSocket(WsContext socket, boolean live, SeekMode seekMode) {
    this.socket = socket;
    this.live = live;
    this.seekMode = seekMode;
  }

  /** What plays. */
  abstract PlayerControl player();

  final WsContext socket() {
    return socket;
  }

  final boolean isLive() {
    return live;
  }

  static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  final void giveUp() {
    socket.closeSession(1008, "the browser takes nothing any more");
  }

  public void onGap(Gap gap) {
    tell("gap", Views.gap(gap));
  }

  public void onEnd() {
    tell("end", "");
  }

  public void onFailure(NvrException failure) {
    tell("failure", String.valueOf(failure.getMessage()));
  }

  final void tell(String what, Object value) {
    if (socket.session.isOpen()) {
      socket.send(Json.write(Json.object("type", what, "value", value)));
    }
  }

  /** Does what the page asks for. */
  void command(JsonNode message) {
    switch (Requests.text(message, "command")) {
      case "pause" -> player().pause();
      case "play" -> player().play();
      case "live" -> {
        live = true;
        player().goLive();
      }
      case "speed" -> player().speed(new Speed(message.path("speed").asDouble()));
      case "seek" -> {
        Instant at = Requests.instant("at", Requests.text(message, "at"));
        live = false;
        player().seek(at, seekMode);
      }
      default -> tell("failure", "unknown command");
    }
  }

  @Override
  public abstract void close();
}
