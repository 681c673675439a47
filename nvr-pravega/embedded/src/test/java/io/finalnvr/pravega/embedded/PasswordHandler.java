package io.finalnvr.pravega.embedded;

import io.pravega.auth.AuthHandler;
import io.pravega.auth.AuthenticationException;
import io.pravega.auth.ServerConfig;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.Map;

/** Lets users in by name and password, or by whatever token they show. */
final class PasswordHandler implements AuthHandler {

  private final String kind;
  private final Map<String, String> users;
  private final String writer;

  /**
   * Knows some users.
   *
   * @param kind of credentials
   * @param users by the token that they show
   * @param writer the only one who may do anything
   */
  PasswordHandler(String kind, Map<String, String> users, String writer) {
    this.kind = kind;
    this.users = users;
    this.writer = writer;
  }

  /** The token that Pravega's client makes of a user and a password. */
  static String basicToken(String user, String password) {
    return Base64.getEncoder()
        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String getHandlerName() {
    return kind;
  }

  @Override
  public Principal authenticate(String token) {
    String user = users.get(token);
    if (user == null) {
      throw new AuthenticationException("unknown user or wrong password");
    }
    return () -> user;
  }

  @Override
  public Permissions authorize(String resource, Principal principal) {
    return principal.getName().equals(writer) ? Permissions.READ_UPDATE : Permissions.NONE;
  }

  @Override
  public void initialize(ServerConfig serverConfig) {}
}
