package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.Nvr;
import io.finalnvr.NvrException;
import io.finalnvr.Playback;
import io.finalnvr.PlayerControl;
import io.finalnvr.SeekMode;
import io.finalnvr.WebRtcView;
import io.finalnvr.examples.console.Json;
import io.finalnvr.media.WebRtcListener;
import io.finalnvr.media.WebRtcRequest;
import io.javalin.http.BadRequestResponse;
import io.javalin.websocket.WsContext;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries what browser and server tell each other so that one camera is shown live by WebRTC. Where
 * that can't be, the page is told why, and asks for fragments, which come over the same socket.
 */
final class WebRtcSocket extends ViewSocket implements WebRtcListener {

  private final Nvr nvr;
  private final String camera;
  private final Object lock = new Object();
  private @Nullable WebRtcView view;
  private @Nullable MediaSocket fragments;
  private boolean closed;

  private WebRtcSocket(Nvr nvr, String camera, WsContext socket) {
    super(socket, /* live= */ true, SeekMode.PREVIOUS_KEY);
    this.nvr = nvr;
    this.camera = camera;
  }

  /** Begins; what is missing on this machine for WebRTC is told to the page. */
  static WebRtcSocket open(Nvr nvr, String camera, WebRtcRequest request, WsContext socket) {
    WebRtcSocket opened = new WebRtcSocket(nvr, camera, socket);
    if (nvr.camera(camera).isEmpty()) {
      throw new BadRequestResponse("there is no camera " + camera);
    }
    try {
      WebRtcView view = nvr.openWebRtc(camera, request, opened);
      synchronized (opened.lock) {
        opened.view = view;
      }
    } catch (NvrException e) {
      opened.onFailure(e);
    }
    return opened;
  }

  @Override
  public void onOffer(String sdp) {
    tell("offer", sdp);
  }

  @Override
  public void onCandidate(int mediaLine, String candidate) {
    tell("candidate", Json.object("line", mediaLine, "candidate", candidate));
  }

  @Override
  public void onTime(long rtpTimestamp, Instant time) {
    tell("time", Json.object("rtp", rtpTimestamp, "micros", micros(time)));
  }

  @Override
  public void onFailure(NvrException failure) {
    tell("refused", String.valueOf(failure.getMessage()));
  }

  @Override
  void command(JsonNode message) {
    switch (Requests.text(message, "command")) {
      case "answer" -> {
        String sdp = Requests.text(message, "sdp");
        view().ifPresent(v -> v.answer(sdp));
      }
      case "candidate" -> {
        String candidate = Requests.text(message, "candidate");
        view().ifPresent(v -> v.addCandidate(message.path("line").asInt(-1), candidate));
      }
      case "fragments" -> useFragments();
      default -> fragments().command(message);
    }
  }

  /** Empty once it is over: what the browser has found since is of no use. */
  private Optional<WebRtcView> view() {
    synchronized (lock) {
      return Optional.ofNullable(view);
    }
  }

  private void useFragments() {
    closeView();
    synchronized (lock) {
      if (!closed && fragments == null) {
        fragments = new MediaSocket(nvr, camera, Playback.live(), socket());
      }
    }
  }

  private MediaSocket fragments() {
    synchronized (lock) {
      if (fragments == null) {
        throw new BadRequestResponse("what goes by WebRTC is live only");
      }
      return fragments;
    }
  }

  @Override
  PlayerControl player() {
    return fragments().player();
  }

  private void closeView() {
    WebRtcView ended;
    synchronized (lock) {
      ended = view;
      view = null;
    }
    if (ended != null) {
      ended.close();
    }
  }

  @Override
  public void close() {
    closeView();
    MediaSocket ended;
    synchronized (lock) {
      closed = true;
      ended = fragments;
    }
    if (ended != null) {
      ended.close();
    }
  }
}
