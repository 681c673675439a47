package io.finalnvr.examples.web;

import io.finalnvr.examples.web.Sessions.Session;
import io.javalin.websocket.WsContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets that are open, and whose they are: none outlives its session, and an open one is use
 * of it. Thread-safe.
 */
final class OpenSockets {

  private static final int POLICY_VIOLATION = 1008;

  private final Map<String, WsContext> open = new ConcurrentHashMap<>();
  private final Sessions sessions;

  OpenSockets(Sessions sessions) {
    this.sessions = sessions;
    sessions.onEnd(this::end);
    sessions.usedWhile(session -> open.values().stream().anyMatch(page -> isOf(page, session)));
  }

  void add(WsContext page) {
    open.put(page.sessionId(), page);
    // It may have ended since the socket was let in.
    session(page).filter(s -> sessions.find(s.token()).isEmpty()).ifPresent(this::end);
  }

  void remove(WsContext page) {
    session(page).ifPresent(session -> sessions.find(session.token()));
    open.remove(page.sessionId());
  }

  private void end(Session session) {
    for (WsContext page : open.values()) {
      if (isOf(page, session)) {
        page.closeSession(POLICY_VIOLATION, "log in again");
      }
    }
  }

  private static boolean isOf(WsContext page, Session session) {
    return session(page).filter(s -> s.token().equals(session.token())).isPresent();
  }

  private static Optional<Session> session(WsContext page) {
    return Optional.ofNullable(page.attribute(Access.SESSION));
  }
}
