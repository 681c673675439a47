package io.finalnvr.examples.web;

import io.finalnvr.examples.console.Json;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.VersionedMap;
import java.nio.charset.StandardCharsets;

/** Users whose passwords are hashed quickly, so that tests need not wait for what slows others. */
final class Accounts {

  private static final int ITERATIONS = 1_000;

  private Accounts() {}

  static void add(Store store, String name, String password, Role role) {
    String hash = Passwords.hash(password, ITERATIONS);
    String user = Json.write(Json.object("role", role.name(), "password", hash));
    store
        .versionedMap(WebServer.USERS)
        .put(name, user.getBytes(StandardCharsets.UTF_8), VersionedMap.ABSENT);
  }
}
