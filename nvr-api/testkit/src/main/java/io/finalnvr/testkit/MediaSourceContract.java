package io.finalnvr.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.CameraException.Reason;
import io.finalnvr.ConfigurationException;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.MediaSession;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.MediaSourceProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Tests everything that {@link MediaSource} and its session promise. Every implementation passes it
 * through a subclass that only names cameras:
 *
 * <pre>{@code
 * class MySourceTest extends MediaSourceContract {
 *   @Override
 *   protected MediaSourceProvider provider() {
 *     return new MySourceProvider();
 *   }
 *
 *   @Override
 *   protected CameraConfig camera() {
 *     return CameraConfig.of("good", "my://127.0.0.1:" + port + "/stream");
 *   }
 *   ...
 * }
 * }</pre>
 *
 * <p>A subclass may have {@code @BeforeAll} and {@code @AfterAll} methods, not static, that start
 * and stop what it needs. Cameras that it does not name are not tested. After each test, every
 * handler that was used checks what it was told: order of the calls, one at a time, none after the
 * close; tracks, times and bitstreams of the frames; that no buffer was used twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class MediaSourceContract {

  /** How much longer than promised anything may take on a busy machine. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
  private static final int ENOUGH = 40;

  private final List<ObservedHandler> handlers = new ArrayList<>();
  private final List<MediaSession> sessions = new ArrayList<>();
  private final Ports ports = new Ports();

  /** For subclasses. */
  protected MediaSourceContract() {}

  /** The provider under test. */
  protected abstract MediaSourceProvider provider();

  /** A camera with video that works, and sends at least 40 frames within 30 s. */
  protected abstract CameraConfig camera();

  /** Whether {@link #camera()} has sound. Default: no. */
  protected boolean hasAudio() {
    return false;
  }

  /** A camera whose host refuses the connection; see {@link #refusingPort()}. Default: none. */
  protected Optional<CameraConfig> refusingCamera() {
    return Optional.empty();
  }

  /** A camera that refuses the credentials that it is given. Default: none. */
  protected Optional<CameraConfig> forbiddenCamera() {
    return Optional.empty();
  }

  /** A camera that knows no such stream. Default: none. */
  protected Optional<CameraConfig> unknownCamera() {
    return Optional.empty();
  }

  /**
   * A camera that accepts the connection and says nothing; see {@link #silentPort()}. Default:
   * none.
   */
  protected Optional<CameraConfig> silentCamera() {
    return Optional.empty();
  }

  /** A camera whose URI can't be right, so that no source can be made. Default: none. */
  protected Optional<CameraConfig> impossibleCamera() {
    return Optional.empty();
  }

  /**
   * A camera that connects, announces its tracks, sends some frames and then falls silent. Default:
   * none.
   */
  protected Optional<CameraConfig> cameraThatFallsSilent() {
    return Optional.empty();
  }

  /**
   * Makes {@link #camera()} end the connections that it has; it must take new ones afterwards.
   *
   * @return with which reason sessions end; empty where a camera can't be ended (the default)
   */
  protected Optional<Reason> endConnections() {
    return Optional.empty();
  }

  /** A port of this machine that refuses connections. */
  protected final int refusingPort() {
    return ports.refusing();
  }

  /** A port of this machine that accepts connections and says nothing. */
  protected final int silentPort() {
    return ports.silent();
  }

  @AfterEach
  final void checkInvariants() {
    sessions.forEach(MediaSession::close);
    sessions.clear();
    List<ObservedHandler> used = List.copyOf(handlers);
    handlers.clear();
    used.forEach(ObservedHandler::verify);
  }

  @AfterAll
  final void closePorts() {
    ports.close();
  }

  @Test
  void provider_servesTheSchemeInLowerCase() {
    assertThat(provider().schemes())
        .contains(camera().uri().getScheme())
        .allSatisfy(scheme -> assertThat(scheme).matches("[a-z][a-z0-9+.-]*"));
  }

  @Test
  void uriThatCannotBeRight_isRefusedAtOnce() {
    impossibleCamera()
        .ifPresent(
            camera ->
                assertThatThrownBy(() -> provider().create(camera))
                    .isInstanceOf(ConfigurationException.class));
  }

  @Test
  void session_bringsTracksThenFrames() {
    ObservedHandler handler = connect(camera());

    handler.awaitFrames(TrackKind.VIDEO, ENOUGH);

    assertThat(handler.trackKinds()).contains(TrackKind.VIDEO);
  }

  @Test
  void sessionOfACameraWithSound_bringsSound() {
    if (hasAudio()) {
      ObservedHandler handler = connect(camera());

      handler.awaitFrames(TrackKind.AUDIO, ENOUGH);
      handler.awaitFrames(TrackKind.VIDEO, 1);

      assertThat(handler.trackKinds()).contains(TrackKind.AUDIO, TrackKind.VIDEO);
    }
  }

  @Test
  void closedSession_callsNobody() {
    MediaSource source = provider().create(camera());
    ObservedHandler handler = observer();
    MediaSession session = open(source, handler);
    handler.awaitFrames(TrackKind.VIDEO, 5);

    close(session, handler);
    close(session, handler);

    // Another session gives the first one time to do wrong, which its handler would notice.
    ObservedHandler another = observer();
    open(source, another);
    another.awaitFrames(TrackKind.VIDEO, ENOUGH);
    assertThat(handler.end()).isEmpty();
  }

  @Test
  void sessionsOfOneSource_areIndependent() {
    MediaSource source = provider().create(camera());
    ObservedHandler one = observer();
    ObservedHandler other = observer();
    MediaSession session = open(source, one);
    open(source, other);
    one.awaitFrames(TrackKind.VIDEO, 5);
    other.awaitFrames(TrackKind.VIDEO, 5);

    close(session, one);

    other.awaitFrames(TrackKind.VIDEO, 15);
    assertThat(other.end()).isEmpty();
  }

  @Test
  void closeRightAfterOpen_ends() {
    MediaSource source = provider().create(camera());
    for (int i = 0; i < 5; i++) {
      ObservedHandler handler = observer();
      close(open(source, handler), handler);
      assertThat(handler.end()).isEmpty();
    }
  }

  @Test
  void closeWhileConnecting_ends() {
    silentCamera()
        .ifPresent(
            camera -> {
              ObservedHandler handler = observer();
              MediaSession session = open(provider().create(camera), handler);
              assertThat(handler.end()).as("open returns before the attempt is over").isEmpty();

              close(session, handler);

              assertThat(handler.end()).isEmpty();
            });
  }

  @Test
  void refusedConnection_isUnreachable() {
    refusingCamera().ifPresent(camera -> assertFails(camera, Reason.UNREACHABLE));
  }

  @Test
  void refusedCredentials_areUnauthorized() {
    forbiddenCamera()
        .ifPresent(
            camera -> {
              CameraException cause = assertFails(camera, Reason.UNAUTHORIZED);
              camera
                  .credentials()
                  .ifPresent(given -> SecretCheck.assertAbsent(cause, given.password()));
            });
  }

  @Test
  void unknownStream_isNotFound() {
    unknownCamera().ifPresent(camera -> assertFails(camera, Reason.NOT_FOUND));
  }

  @Test
  void silentCamera_timesOut() {
    silentCamera().ifPresent(camera -> assertFails(camera, Reason.TIMEOUT));
  }

  @Test
  void cameraThatFallsSilent_isSilent() {
    cameraThatFallsSilent()
        .ifPresent(
            camera -> {
              ObservedHandler handler = connect(camera);
              handler.awaitFrames(TrackKind.VIDEO, 1);
              assertThat(handler.awaitEnd(Waiting.PATIENCE).reason()).isEqualTo(Reason.SILENT);
            });
  }

  @Test
  void connectionEndedByTheCamera_isReportedOnce() {
    ObservedHandler handler = connect(camera());
    handler.awaitFrames(TrackKind.VIDEO, 5);

    Optional<Reason> reason = endConnections();

    reason.ifPresent(
        expected -> {
          Duration limit = camera().silenceTimeout().plus(SLACK);
          assertThat(handler.awaitEnd(limit).reason()).isEqualTo(expected);
          connect(camera()).awaitFrames(TrackKind.VIDEO, 1);
        });
  }

  @Test
  void closedSessions_leaveNoThreadBehind() {
    MediaSource source = provider().create(camera());
    openAndClose(source);
    int before = Thread.getAllStackTraces().size();

    for (int i = 0; i < 5; i++) {
      openAndClose(source);
    }

    // Some that are not the sessions' may have come meanwhile.
    Waiting.until("threads end", () -> Thread.getAllStackTraces().size() < before + 4);
  }

  private void openAndClose(MediaSource source) {
    ObservedHandler handler = observer();
    MediaSession session = open(source, handler);
    handler.awaitFrames(TrackKind.VIDEO, 1);
    close(session, handler);
  }

  private CameraException assertFails(CameraConfig camera, Reason reason) {
    ObservedHandler handler = observer();
    open(provider().create(camera), handler);

    CameraException cause = handler.awaitEnd(camera.connectTimeout().plus(SLACK));

    assertThat(cause.reason()).as("%s", cause.getMessage()).isEqualTo(reason);
    assertThat(cause.getMessage()).isNotBlank();
    assertThat(handler.trackKinds()).as("an attempt that fails calls only onEnd").isEmpty();
    return cause;
  }

  private ObservedHandler connect(CameraConfig camera) {
    ObservedHandler handler = observer();
    open(provider().create(camera), handler);
    handler.awaitTracks(camera.connectTimeout().plus(SLACK));
    return handler;
  }

  private ObservedHandler observer() {
    ObservedHandler handler = new ObservedHandler();
    handlers.add(handler);
    return handler;
  }

  private MediaSession open(MediaSource source, ObservedHandler handler) {
    MediaSession session = source.open(handler);
    sessions.add(session);
    return session;
  }

  private static void close(MediaSession session, ObservedHandler handler) {
    Waiting.await(
        Background.run(
            () -> {
              session.close();
              handler.sessionWasClosed();
              return session;
            }),
        LONGEST_CLOSE.plus(SLACK));
  }
}
