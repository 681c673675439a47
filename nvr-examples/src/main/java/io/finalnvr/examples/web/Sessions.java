package io.finalnvr.examples.web;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who is logged in. A session ends when it was not used for a while, or is as old as it may become.
 * Thread-safe.
 */
final class Sessions {

  /**
   * Of a logged-in user.
   *
   * @param token known to the browser by its cookie
   * @param csrf must come with every request that changes something, in a header that other sites
   *     can't set
   */
  record Session(String token, String csrf, String user, Instant begun) {}

  private record Entry(Session session, Instant lastUsed) {}

  private static final Duration IDLE = Duration.ofHours(2);
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;
  private volatile Consumer<Session> ended = session -> {};
  private volatile Predicate<Session> inUse = session -> false;

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /** Is told of each session that ends. */
  void onEnd(Consumer<Session> listener) {
    ended = listener;
  }

  /** Tells which sessions are used without asking for anything: by an open socket. */
  void usedWhile(Predicate<Session> open) {
    inUse = open;
  }

  Session begin(User user) {
    Instant now = clock.instant();
    endIf(entry -> isOver(entry, now));
    Session session = new Session(secret(), secret(), user.name(), now);
    entries.put(session.token(), new Entry(session, now));
    return session;
  }

  /** The session of a token, used now. */
  Optional<Session> find(String token) {
    Instant now = clock.instant();
    endIf(entry -> isOver(entry, now));
    Entry entry = entries.computeIfPresent(token, (t, e) -> new Entry(e.session(), now));
    return Optional.ofNullable(entry).map(Entry::session);
  }

  void end(String token) {
    endIf(entry -> entry.session().token().equals(token));
  }

  /** Ends all sessions of a user. */
  void endAll(String user) {
    endIf(entry -> entry.session().user().equals(user));
  }

  private void endIf(Predicate<Entry> over) {
    for (Entry entry : entries.values()) {
      if (over.test(entry) && entries.remove(entry.session().token()) != null) {
        ended.accept(entry.session());
      }
    }
  }

  private boolean isOver(Entry entry, Instant now) {
    return entry.lastUsed().plus(IDLE).isBefore(now) && !inUse.test(entry.session())
        || entry.session().begun().plus(LONGEST).isBefore(now);
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
