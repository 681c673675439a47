package io.finalnvr.examples.web;

import io.finalnvr.examples.web.Sessions.Session;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpResponseException;
import io.javalin.http.SameSite;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.security.RouteRole;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Lets requests in: knows who asks, what the route needs, and whether the page itself asks. */
final class Access {

  static final String COOKIE = "nvr_session";
  static final String CSRF_HEADER = "X-NVR-CSRF";

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** Attribute of the request that opens a socket. */
  static final String SESSION = "session";

  private static final String USER = "user";

  /** Told by POST, though nothing is changed. */
  private static final String PLANS = "/retention/plans";

  private static final String ADDRESSES = "address ";

  private final Users users;
  private final Sessions sessions;
  private final LoginLimit limit;
  private final AuditLog audit;
  private final boolean secure;
  private final ProgramLogins programs;

  Access(Users users, Sessions sessions, LoginLimit limit, AuditLog audit, boolean secure) {
    this.users = users;
    this.sessions = sessions;
    this.limit = limit;
    this.audit = audit;
    this.secure = secure;
    this.programs = new ProgramLogins(sessions);
  }

  /** Refuses what the user may not do. */
  void check(Context request) {
    Role needed = needed(request.routeRoles());
    if (needed == Role.ANYONE) {
      return;
    }
    Session session = require(request, needed);
    String method = request.method().name();
    if (!READING.contains(method) && !session.csrf().equals(request.header(CSRF_HEADER))) {
      throw new ForbiddenResponse("the header " + CSRF_HEADER + " is missing or wrong");
    }
  }

  /** Refuses sockets of those who may not watch, and of other sites' pages. */
  void checkSocket(Context upgrade) {
    upgrade.attribute(SESSION, require(upgrade, Role.VIEWER));
    if (!isSameOrigin(upgrade)) {
      throw new ForbiddenResponse("another site may not open this socket");
    }
  }

  private Session require(Context request, Role needed) {
    Session session = session(request).orElseThrow(() -> stranger(request));
    User user = users.find(session.user()).orElseThrow(() -> stranger(request));
    request.attribute(USER, user);
    if (!user.role().includes(needed)) {
      throw new ForbiddenResponse("this needs the role " + needed);
    }
    return session;
  }

  /** Browsers send the origin with every socket; other programs need not. */
  private static boolean isSameOrigin(Context request) {
    String origin = request.header("Origin");
    try {
      return origin == null
          || String.valueOf(request.host()).equals(new URI(origin).getRawAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Role needed(Set<RouteRole> roles) {
    return roles.stream()
        .filter(Role.class::isInstance)
        .map(Role.class::cast)
        .findFirst()
        .orElse(Role.ADMIN);
  }

  /** Enters a request that was to change something. */
  void enter(Context request) {
    boolean reads = READING.contains(request.method().name()) || request.path().endsWith(PLANS);
    if (!reads) {
      String user = user(request).map(User::name).orElse("");
      audit.enter(
          user, request.ip(), request.method() + " " + request.path(), request.statusCode());
    }
  }

  /**
   * Logs somebody in.
   *
   * @throws HttpResponseException when name or password are wrong, or it was tried too often
   */
  Session login(Context request, String name, String password) {
    Session session = begin(request, name, password);
    request.cookie(cookie(session.token(), -1));
    return session;
  }

  private Session begin(Context request, String name, String password) {
    String address = ADDRESSES + request.ip();
    Duration pause = limit.pause(name);
    Duration fromHere = limit.pause(address);
    Duration wait = pause.compareTo(fromHere) > 0 ? pause : fromHere;
    if (!wait.isZero()) {
      throw new HttpResponseException(
          429, "too many failed logins; try again in %d s".formatted(wait.toSeconds() + 1));
    }
    Optional<User> user = users.login(name, password);
    if (user.isEmpty()) {
      limit.failed(name);
      limit.failed(address);
      throw new UnauthorizedResponse("the user name or the password is wrong");
    }
    limit.succeeded(name);
    limit.succeeded(address);
    request.attribute(USER, user.get());
    return sessions.begin(user.get());
  }

  void logout(Context request) {
    session(request).ifPresent(session -> sessions.end(session.token()));
    request.cookie(cookie("", 0));
  }

  Optional<Session> session(Context request) {
    Optional<Session> session = Optional.ofNullable(request.cookie(COOKIE)).flatMap(sessions::find);
    return session.isPresent() || !READING.contains(request.method().name())
        ? session
        : programs.session(request.header("Authorization"), (n, p) -> begin(request, n, p));
  }

  /** Players of HLS and collectors of metrics ask for the password when they are told to. */
  private static UnauthorizedResponse stranger(Context request) {
    if (request.path().contains("/hls/") || request.path().equals("/metrics")) {
      request.header("WWW-Authenticate", "Basic realm=\"FinalNVR\", charset=\"UTF-8\"");
    }
    return new UnauthorizedResponse("log in first");
  }

  Optional<User> user(Context request) {
    return Optional.ofNullable(request.<User>attribute(USER));
  }

  private Cookie cookie(String value, int maxAge) {
    return new Cookie(
        COOKIE,
        value,
        "/",
        maxAge,
        secure,
        /* isHttpOnly= */ true,
        /* domain= */ null,
        SameSite.STRICT);
  }
}
