package io.finalnvr.examples.web;

import io.finalnvr.examples.web.Sessions.Session;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of programs that send name and password with every request (RFC 7617), such as players
 * of HLS: the password is only checked when there is no session of it yet, since that takes long.
 * Thread-safe.
 */
final class ProgramLogins {

  private static final String SCHEME = "Basic ";
  private static final int MOST = 1_000;

  private final Sessions sessions;

  /** Tokens of sessions by the digest of the header. */
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  ProgramLogins(Sessions sessions) {
    this.sessions = sessions;
  }

  /** The session of a header; what is no such header has none. */
  Optional<Session> session(@Nullable String header, BiFunction<String, String, Session> login) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String key = digest(header);
    Optional<Session> known = Optional.ofNullable(tokens.get(key)).flatMap(sessions::find);
    if (known.isPresent()) {
      return known;
    }
    String pair = decoded(header.substring(SCHEME.length()).strip());
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    Session session = login.apply(pair.substring(0, colon), pair.substring(colon + 1));
    if (tokens.size() >= MOST) {
      tokens.values().removeIf(token -> sessions.find(token).isEmpty());
    }
    if (tokens.size() < MOST) {
      tokens.put(key, session.token());
    }
    return Optional.of(session);
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String digest(String header) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(header.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
