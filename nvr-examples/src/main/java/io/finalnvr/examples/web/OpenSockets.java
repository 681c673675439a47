package io.finalnvr.examples.web;

import io.finalnvr.examples.web.Sessions.Session;
import io.javalin.websocket.WsContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sockets that are open, and whose they are: no one outlives its session. Thread-safe. */
final class OpenSockets {

  private static final int POLICY_VIOLATION = 1008;

  private final Map<String, WsContext> open = new ConcurrentHashMap<>();
  private final Sessions sessions;

  OpenSockets(Sessions sessions) {
    this.sessions = sessions;
    sessions.onEnd(this::end);
  }

  void add(WsContext page) {
    open.put(page.sessionId(), page);
    // It may have ended since the socket was let in.
    session(page).filter(s -> sessions.find(s.token()).isEmpty()).ifPresent(this::end);
  }

  void remove(WsContext page) {
    open.remove(page.sessionId());
  }

  private void end(Session session) {
    for (WsContext page : open.values()) {
      if (session(page).filter(s -> s.token().equals(session.token())).isPresent()) {
        page.closeSession(POLICY_VIOLATION, "log in again");
      }
    }
  }

  private static Optional<Session> session(WsContext page) {
    return Optional.ofNullable(page.attribute(Access.SESSION));
  }
}
