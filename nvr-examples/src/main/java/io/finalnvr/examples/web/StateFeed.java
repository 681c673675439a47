package io.finalnvr.examples.web;

import io.finalnvr.Camera;
import io.finalnvr.CameraState;
import io.finalnvr.Event;
import io.finalnvr.Gap;
import io.finalnvr.NvrListener;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderState;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.examples.console.Json;
import io.javalin.websocket.WsContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.api.Callback;

/** Tells all open pages what changes, so that all show the same. Thread-safe. */
final class StateFeed implements NvrListener {

  private final Set<WsContext> pages = ConcurrentHashMap.newKeySet();

  void add(WsContext page) {
    page.enableAutomaticPings();
    pages.add(page);
  }

  void remove(WsContext page) {
    pages.removeIf(known -> known.sessionId().equals(page.sessionId()));
  }

  /** Something of a camera has changed; pages ask for it again. */
  void changed(String camera) {
    tell(Json.write(Json.object("type", "camera", "camera", camera)));
  }

  /** Bookmarks or holds of a camera have changed. */
  void marked(String camera) {
    tell(Json.write(Json.object("type", "marks", "camera", camera)));
  }

  /** There are other users, or users may do something else. */
  void usersChanged() {
    tell(Json.write(Json.object("type", "users")));
  }

  /** Something happened in front of a camera. */
  void happened(Event event) {
    tell(
        Json.write(
            Json.object("type", "event", "camera", event.cameraId(), "event", Views.event(event))));
  }

  /** What is seen live in a picture; nothing any more, where it is empty. */
  void seen(AnalyzedFrame frame) {
    Map<String, Object> message = Json.object("type", "seen", "camera", frame.cameraId());
    message.putAll(Views.seen(frame));
    tell(Json.write(message));
  }

  @Override
  public void onCameraState(Camera camera, CameraState state) {
    changed(camera.id());
  }

  @Override
  public void onRecorderState(Recorder recorder, RecorderState state) {
    changed(recorder.cameraId());
  }

  @Override
  public void onGap(String cameraId, Gap gap) {
    tell(Json.write(Json.object("type", "gap", "camera", cameraId, "gap", Views.gap(gap))));
  }

  private void tell(String message) {
    for (WsContext page : pages) {
      if (page.session.isOpen()) {
        page.session.sendText(message, Callback.NOOP);
      } else {
        pages.remove(page);
      }
    }
  }
}
