package io.finalnvr.examples.web;

import io.javalin.security.RouteRole;

/** What a user may do; each role may do what those before it may. */
enum Role implements RouteRole {
  /** Nobody is asked who they are. */
  ANYONE,
  /** Watches, live and recorded. */
  VIEWER,
  /** Also starts and stops recording, exports, sets bookmarks and holds. */
  OPERATOR,
  /** Also changes cameras, retention and users. */
  ADMIN;

  boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
