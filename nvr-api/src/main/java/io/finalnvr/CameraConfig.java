package io.finalnvr;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known of a camera before it is connected to. An immutable value; {@link #toString()}
 * shows no credentials.
 *
 * @param id short name, unique in the store, part of the names of its logs: letters, digits and
 *     hyphens, 1 to 63 characters, beginning with a letter or digit
 * @param name for people
 * @param location where the camera stands, for people; may be empty
 * @param uri where its stream is: {@code rtsp://}, {@code rtsps://}, {@code file:///} or {@code
 *     test:}, or {@code log:NAME} to show a log that other software wrote into the store, which
 *     can't be recorded; never holds credentials
 * @param credentials to log in with
 * @param transport how RTP is carried
 * @param connectTimeout how long one attempt may take until tracks are known
 * @param silenceTimeout how long a connected camera may send nothing before it counts as lost
 * @param tls whose certificate is good enough, where the URI is {@code rtsps://}
 * @param tolerances what the camera is forgiven
 * @param retention how much of its footage is kept
 * @param schedule when it is recorded
 * @param sub a second stream that is recorded beside the first
 */
public record CameraConfig(
    String id,
    String name,
    String location,
    URI uri,
    Optional<Credentials> credentials,
    Transport transport,
    Duration connectTimeout,
    Duration silenceTimeout,
    TlsTrust tls,
    Tolerances tolerances,
    RetentionPolicy retention,
    RecordingSchedule schedule,
    Optional<SubStream> sub) {

  /** A host that {@link URI} does not know as one, because of an underscore. */
  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._-]+(:[0-9]*)?");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");

  /** Checks the arguments. Use {@link #of} or {@link #builder}. */
  public CameraConfig {
    requireId(id);
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(tolerances, "tolerances");
    Objects.requireNonNull(retention, "retention");
    Objects.requireNonNull(schedule, "schedule");
    sub.ifPresent(stream -> requireUsable(id, stream.uri()));
    requireUsable(id, uri);
    requirePositive(id, "connectTimeout", connectTimeout);
    requirePositive(id, "silenceTimeout", silenceTimeout);
  }

  /**
   * The configuration by which a stream is connected to, recorded and kept: of the main stream this
   * one, of the sub stream the same with what differs for it.
   *
   * @throws ConfigurationException when the camera has no such stream
   */
  public CameraConfig forStream(CameraStream stream) {
    if (stream == CameraStream.MAIN) {
      return this;
    }
    SubStream own =
        sub.orElseThrow(
            () ->
                new ConfigurationException(
                    "camera %s has no sub stream; give its URI first".formatted(id)));
    return new CameraConfig(
        id,
        name,
        location,
        own.uri(),
        credentials,
        transport,
        connectTimeout,
        silenceTimeout,
        tls,
        tolerances,
        own.retention().orElse(retention),
        own.schedule().orElse(schedule),
        sub);
  }

  /** A camera with defaults for everything else; credentials may stand in the URI. */
  public static CameraConfig of(String id, String uri) {
    return builder(id, uri).build();
  }

  /**
   * A builder; credentials that stand in the URI ({@code rtsp://user:password@host/}) are taken out
   * of it.
   *
   * @throws ConfigurationException when the URI can't be read
   */
  public static Builder builder(String id, String uri) {
    return new Builder(id, uri);
  }

  /** A builder that starts with this configuration. */
  public Builder toBuilder() {
    Builder builder = new Builder(id, uri.toString());
    builder.name = name;
    builder.location = location;
    builder.credentials = credentials;
    builder.transport = transport;
    builder.connectTimeout = connectTimeout;
    builder.silenceTimeout = silenceTimeout;
    builder.tls = tls;
    builder.tolerances = tolerances;
    builder.retention = retention;
    builder.schedule = schedule;
    builder.sub = sub;
    return builder;
  }

  private static void requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new ConfigurationException(
          "camera id '%s': use 1 to 63 letters, digits and hyphens, no hyphen in front"
              .formatted(id));
    }
  }

  private static void requireUsable(String id, URI uri) {
    if (uri.getRawUserInfo() != null) {
      throw new ConfigurationException(
          "camera %s: the URI holds credentials; give them separately".formatted(id));
    }
    requireNothingHidden(id, uri);
    if (uri.getScheme() == null) {
      throw new ConfigurationException(
          "camera %s: the URI %s has no scheme; write for example rtsp://host/path"
              .formatted(id, uri));
    }
  }

  /** Refuses a URI in which a password with special characters is taken for something else. */
  private static void requireNothingHidden(String id, URI uri) {
    String authority = uri.getRawAuthority();
    boolean hidden =
        authority == null
            ? (uri.getScheme() == null || uri.isOpaque()) && uri.toString().contains("@")
            : uri.getHost() == null && !AUTHORITY.matcher(authority).matches();
    if (hidden || (uri.getRawFragment() != null && uri.getRawFragment().contains("@"))) {
      throw new ConfigurationException(
          ("camera %s: the URI can't be read; in a user name or password write %%40 for @, %%2F for"
                  + " /, %%3A for :, %%23 for #, %%3F for ?, %%25 for %%, or give the credentials"
                  + " separately")
              .formatted(id));
    }
  }

  private static void requirePositive(String id, String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new ConfigurationException(
          "camera %s: %s is %s; it must be above zero".formatted(id, what, duration));
    }
  }

  /** Builds a {@link CameraConfig}. Not thread-safe. */
  public static final class Builder {
    private final String id;
    private URI uri;
    private String name;
    private String location = "";
    private Optional<Credentials> credentials;
    private Transport transport = Transport.AUTO;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration silenceTimeout = Duration.ofSeconds(5);
    private TlsTrust tls = TlsTrust.system();
    private Tolerances tolerances = Tolerances.strict();
    private RetentionPolicy retention = RetentionPolicy.keepForever();
    private RecordingSchedule schedule = RecordingSchedule.continuous();
    private Optional<SubStream> sub = Optional.empty();

    private Builder(String id, String uri) {
      this.id = Objects.requireNonNull(id, "id");
      requireId(id);
      this.name = id;
      URI given = parse(id, uri);
      this.credentials = Credentials.fromUserInfo(given.getRawUserInfo());
      this.uri = withoutUserInfo(given);
    }

    /** Name for people. Default: the id. */
    public Builder name(String name) {
      this.name = Objects.requireNonNull(name, "name");
      return this;
    }

    /** Where the camera stands. Default: empty. */
    public Builder location(String location) {
      this.location = Objects.requireNonNull(location, "location");
      return this;
    }

    /** Another URI; credentials in it replace those given before. */
    public Builder uri(String uri) {
      URI given = parse(id, uri);
      Optional<Credentials> found = Credentials.fromUserInfo(given.getRawUserInfo());
      if (found.isPresent()) {
        this.credentials = found;
      }
      this.uri = withoutUserInfo(given);
      return this;
    }

    /** What to log in with. Default: what stands in the URI, else none. */
    public Builder credentials(Credentials credentials) {
      this.credentials = Optional.of(credentials);
      return this;
    }

    /** How RTP is carried. Default: {@link Transport#AUTO}. */
    public Builder transport(Transport transport) {
      this.transport = Objects.requireNonNull(transport, "transport");
      return this;
    }

    /** How long one attempt may take. Default 5 s. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = Objects.requireNonNull(timeout, "timeout");
      return this;
    }

    /** How long a connected camera may be silent. Default 5 s. */
    public Builder silenceTimeout(Duration timeout) {
      this.silenceTimeout = Objects.requireNonNull(timeout, "timeout");
      return this;
    }

    /** Whose certificate is good enough for {@code rtsps:}. Default: {@link TlsTrust#system()}. */
    public Builder tls(TlsTrust trust) {
      this.tls = Objects.requireNonNull(trust, "trust");
      return this;
    }

    /** What the camera is forgiven. Default: nothing. */
    public Builder tolerances(Tolerances tolerances) {
      this.tolerances = Objects.requireNonNull(tolerances, "tolerances");
      return this;
    }

    /** How much of its footage is kept. Default: all, for ever. */
    public Builder retention(RetentionPolicy policy) {
      this.retention = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /** When it is recorded. Default: always. */
    public Builder schedule(RecordingSchedule schedule) {
      this.schedule = Objects.requireNonNull(schedule, "schedule");
      return this;
    }

    /** A second stream that is recorded beside the first. Default: none. */
    public Builder sub(SubStream stream) {
      this.sub = Optional.of(stream);
      return this;
    }

    /**
     * A second stream, recorded and kept as the first. Credentials in the URI are used for both,
     * where there were none before.
     */
    public Builder sub(String uri) {
      URI given = parse(id, uri);
      if (credentials.isEmpty()) {
        credentials = Credentials.fromUserInfo(given.getRawUserInfo());
      }
      URI plain = withoutUserInfo(given);
      return sub(
          sub.map(now -> new SubStream(plain, now.schedule(), now.retention()))
              .orElseGet(() -> SubStream.at(plain)));
    }

    /** Only the main stream. */
    public Builder withoutSub() {
      this.sub = Optional.empty();
      return this;
    }

    /**
     * The configuration.
     *
     * @throws ConfigurationException when something given can't be right
     */
    public CameraConfig build() {
      return new CameraConfig(
          id,
          name,
          location,
          uri,
          credentials,
          transport,
          connectTimeout,
          silenceTimeout,
          tls,
          tolerances,
          retention,
          schedule,
          sub);
    }

    private static URI parse(String id, String uri) {
      try {
        URI parsed = new URI(uri);
        requireNothingHidden(id, parsed);
        return parsed;
      } catch (URISyntaxException e) {
        // The text is left out: it may hold a password.
        throw new ConfigurationException(
            "camera %s: the URI can't be read: %s at character %d"
                .formatted(id, e.getReason(), e.getIndex()));
      }
    }

    private static URI withoutUserInfo(URI uri) {
      String userInfo = uri.getRawUserInfo();
      if (userInfo == null) {
        return uri;
      }
      return URI.create(uri.toString().replaceFirst(Pattern.quote(userInfo + "@"), ""));
    }
  }
}
