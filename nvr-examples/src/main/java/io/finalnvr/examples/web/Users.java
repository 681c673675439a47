package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The users, kept in the store; their passwords are hashed. Thread-safe; blocks on the store. */
final class Users {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  /** Compared with where there is no such user, so that the answer takes as long. */
  private static final String NOBODY = Passwords.hash("nobody has this password");

  private final VersionedMap map;

  Users(VersionedMap map) {
    this.map = map;
  }

  boolean isEmpty() {
    return map.entries().isEmpty();
  }

  List<User> all() {
    return map.entries().entrySet().stream()
        .map(entry -> new User(entry.getKey(), role(entry.getValue())))
        .toList();
  }

  Optional<User> find(String name) {
    return NAME.matcher(name).matches()
        ? map.get(name).map(entry -> new User(name, role(entry)))
        : Optional.empty();
  }

  /** The user with this name and password. */
  Optional<User> login(String name, String password) {
    Optional<Versioned> entry = NAME.matcher(name).matches() ? map.get(name) : Optional.empty();
    String kept = entry.map(e -> field(e, "password")).orElse(NOBODY);
    return Passwords.matches(password, kept)
        ? entry.map(e -> new User(name, role(e)))
        : Optional.empty();
  }

  /**
   * Adds a user, or changes one.
   *
   * @throws IllegalArgumentException when name or password can't be, or the last administrator
   *     would be gone
   */
  void put(String name, String password, Role role) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a user name has 1 to 64 letters, digits and . _ @ -");
    }
    if (role == Role.ANYONE) {
      throw new IllegalArgumentException("the role is VIEWER, OPERATOR or ADMIN");
    }
    Passwords.check(password);
    if (role != Role.ADMIN) {
      requireOtherAdmin(name);
    }
    long version = map.get(name).map(Versioned::version).orElse(VersionedMap.ABSENT);
    map.put(
        name, write(Map.of("role", role.name(), "password", Passwords.hash(password))), version);
  }

  /**
   * Removes a user.
   *
   * @return whether there was one
   */
  boolean remove(String name) {
    Optional<Versioned> entry = find(name).flatMap(user -> map.get(name));
    entry.ifPresent(
        e -> {
          requireOtherAdmin(name);
          map.remove(name, e.version());
        });
    return entry.isPresent();
  }

  private void requireOtherAdmin(String name) {
    boolean isAdmin = find(name).filter(user -> user.role() == Role.ADMIN).isPresent();
    if (isAdmin && all().stream().filter(user -> user.role() == Role.ADMIN).count() == 1) {
      throw new IllegalArgumentException(
          name + " is the only administrator; make another one first");
    }
  }

  private static Role role(Versioned entry) {
    return Role.valueOf(field(entry, "role"));
  }

  private static String field(Versioned entry, String name) {
    try {
      JsonNode node = JSON.readTree(entry.value());
      return node.path(name).asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] write(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
