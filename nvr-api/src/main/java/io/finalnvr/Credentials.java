package io.finalnvr;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user name and a password. {@link #toString()} shows neither. */
public final class Credentials {

  private final String user;
  private final String password;

  private Credentials(String user, String password) {
    this.user = Objects.requireNonNull(user, "user");
    this.password = Objects.requireNonNull(password, "password");
  }

  /** Credentials given directly. */
  public static Credentials of(String user, String password) {
    return new Credentials(user, password);
  }

  /**
   * Credentials whose password is the first line of a file.
   *
   * @throws ConfigurationException when the file can't be read
   */
  public static Credentials fromFile(String user, Path file) {
    try {
      return new Credentials(user, Files.readString(file).lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new ConfigurationException("can't read the password file " + file, e);
    }
  }

  /**
   * Credentials whose password is the value of an environment variable.
   *
   * @throws ConfigurationException when the variable is not set
   */
  public static Credentials fromEnvironment(String user, String variable) {
    String password = System.getenv(variable);
    if (password == null) {
      throw new ConfigurationException("the environment variable " + variable + " is not set");
    }
    return new Credentials(user, password);
  }

  static Optional<Credentials> fromUserInfo(@Nullable String rawUserInfo) {
    if (rawUserInfo == null) {
      return Optional.empty();
    }
    int colon = rawUserInfo.indexOf(':');
    return Optional.of(
        colon < 0
            ? new Credentials(decode(rawUserInfo), "")
            : new Credentials(
                decode(rawUserInfo.substring(0, colon)), decode(rawUserInfo.substring(colon + 1))));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The user name. */
  public String user() {
    return user;
  }

  /** The password, in clear. Must never reach a log, a message or a process argument. */
  public String password() {
    return password;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Credentials that
        && user.equals(that.user)
        && password.equals(that.password);
  }

  @Override
  public int hashCode() {
    return Objects.hash(user, password);
  }

  @Override
  public String toString() {
    return "Credentials[***]";
  }
}
