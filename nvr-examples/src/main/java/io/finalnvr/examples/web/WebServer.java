package io.finalnvr.examples.web;

import io.finalnvr.ConfigurationException;
import io.finalnvr.MediaException;
import io.finalnvr.Nvr;
import io.finalnvr.NvrException;
import io.finalnvr.Playback;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.StorageException;
import io.finalnvr.examples.console.Json;
import io.finalnvr.spi.Store;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.security.Roles;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web application on a recorder and its store: page, REST API, video and state by WebSocket.
 * Users, and the log of what they did, are kept in the store. Thread-safe.
 */
public final class WebServer implements AutoCloseable {

  /** Name of the map with the users. */
  public static final String USERS = "web-users";

  private static final String STATIC = "/io/finalnvr/examples/web";
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final long BIGGEST_REQUEST = 1 << 20;
  private static final int LONGEST_ERROR = 500;

  /** The reason of a closing socket has at most 123 bytes. */
  private static final int LONGEST_REASON = 110;

  private static final Duration SOCKET_IDLE = Duration.ofMinutes(2);

  /** Nothing but what this server sends is loaded; pictures and video are made of what it sends. */
  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; frame-ancestors"
          + " 'none'; base-uri 'none'; form-action 'self'";

  private final Nvr nvr;
  private final InstantSource clock;
  private final Users users;
  private final Sessions sessions;
  private final AuditLog audit;
  private final Access access;
  private final StateFeed feed = new StateFeed();
  private final Happenings happenings;
  private final Analyses analyses;
  private final Map<String, ViewSocket> sockets = new ConcurrentHashMap<>();
  private final OpenSockets open;
  private final WebSettings settings;
  private final Metrics metrics;
  private final LiveHlsApi hls;
  private final Javalin server;

  private WebServer(Nvr nvr, Store store, InstantSource clock, WebSettings settings) {
    this.nvr = nvr;
    this.clock = clock;
    this.settings = settings;
    this.users = new Users(store.versionedMap(USERS));
    this.sessions = new Sessions(clock);
    this.open = new OpenSockets(sessions);
    this.audit = new AuditLog(store.frameLog("web-audit"), clock);
    this.access =
        new Access(
            users, sessions, new LoginLimit(clock), audit, settings.certificate().isPresent());
    this.metrics = new Metrics(nvr, clock);
    this.happenings = new Happenings(nvr, feed);
    this.analyses = new Analyses(nvr, store.versionedMap("web-analysis"), feed);
    this.hls = new LiveHlsApi(nvr, clock);
    this.server = Javalin.create(this::configure);
  }

  /**
   * Starts the application.
   *
   * @throws ConfigurationException when it can't listen there
   */
  public static WebServer start(Nvr nvr, Store store, InstantSource clock, WebSettings settings) {
    WebServer web = new WebServer(nvr, store, clock, settings);
    try {
      web.server.start();
      nvr.addListener(web.feed);
      nvr.addListener(web.metrics);
      web.analyses.resume();
      return web;
    } catch (RuntimeException e) {
      web.close();
      throw new ConfigurationException(
          "can't listen on %s:%d: %s".formatted(settings.host(), settings.port(), cause(e)), e);
    }
  }

  private static String cause(Throwable e) {
    return e.getCause() == null ? String.valueOf(e.getMessage()) : cause(e.getCause());
  }

  /** Where browsers find it. */
  public URI uri() {
    String scheme = settings.certificate().isPresent() ? "https" : "http";
    return URI.create("%s://%s:%d/".formatted(scheme, settings.host(), server.port()));
  }

  /** Whether there is nobody yet who could log in. */
  public boolean hasNoUsers() {
    return users.isEmpty();
  }

  /** Makes somebody an administrator. */
  public void addAdmin(String name, String password) {
    users.put(name, password, Role.ADMIN);
  }

  /** The routes of the API and their roles, as {@code GET /api/v1/cameras VIEWER}. */
  List<String> routes() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(each -> each.endpoint)
        .filter(each -> each.method.isHttpMethod())
        .map(
            each ->
                "%s %s %s"
                    .formatted(
                        each.method.name(),
                        each.path,
                        Optional.ofNullable(each.metadata(Roles.class)).stream()
                            .flatMap(roles -> roles.getRoles().stream())
                            .map(Object::toString)
                            .collect(Collectors.joining(","))))
        .toList();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.http.maxRequestSize = BIGGEST_REQUEST;
    config.jetty.host = settings.host();
    config.jetty.port = settings.port();
    config.jetty.modifyWebSocketServletFactory(factory -> factory.setIdleTimeout(SOCKET_IDLE));
    settings.certificate().ifPresent(file -> config.jetty.addConnector(this::secure));
    config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new JsonErrors()));
    config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JsonErrors()));
    config.staticFiles.add(
        files -> {
          files.directory = STATIC;
          files.location = Location.CLASSPATH;
          files.headers = Map.of("Cache-Control", "no-cache");
        });
    routes(config.routes);
  }

  private Connector secure(Server jetty, HttpConfiguration http) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    settings.certificate().ifPresent(file -> certificate(tls, file));
    HttpConfiguration https = new HttpConfiguration(http);
    https.addCustomizer(new SecureRequestCustomizer(/* sniHostCheck= */ false));
    ServerConnector connector = new ServerConnector(jetty, tls, new HttpConnectionFactory(https));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    return connector;
  }

  private void certificate(SslContextFactory.Server tls, Path file) {
    if (PemKeyStore.isPem(file)) {
      // It never leaves the memory; some password must be given.
      String password = UUID.randomUUID().toString();
      tls.setKeyStore(PemKeyStore.read(file, password.toCharArray()));
      tls.setKeyStorePassword(password);
      return;
    }
    tls.setKeyStorePath(file.toUri().toString());
    tls.setKeyStoreType("PKCS12");
    settings.certificatePassword().ifPresent(tls::setKeyStorePassword);
  }

  private void routes(RoutesConfig routes) {
    routes.before(WebServer::harden);
    routes.beforeMatched(
        request -> {
          if (request.path().startsWith("/api/") || request.path().equals("/metrics")) {
            access.check(request);
          }
        });
    routes.after("/api/*", access::enter);
    new SessionApi(access, users).routes(routes);
    new UserApi(users, sessions, audit, feed).routes(routes);
    new CameraApi(nvr, feed, metrics, happenings, analyses).routes(routes);
    new FootageApi(nvr, feed).routes(routes);
    new ExportApi(nvr).routes(routes);
    new EventApi(nvr, feed).routes(routes);
    new AnalysisApi(nvr, analyses, feed).routes(routes);
    new SystemApi(nvr, metrics, clock).routes(routes);
    hls.routes(routes);
    routes.get("/api/v1/openapi.json", WebServer::description, Role.ANYONE);
    metrics.routes(routes);
    routes.wsBeforeUpgrade("/api/*", access::checkSocket);
    routes.ws("/api/v1/state", this::state);
    routes.ws("/api/v1/cameras/{camera}/video", socket -> show(socket, this::video));
    routes.ws("/api/v1/cameras/{camera}/pictures", socket -> show(socket, page -> pictures(page)));
    errors(routes);
  }

  private static void harden(Context request) {
    request
        .header("Content-Security-Policy", CONTENT_POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer");
  }

  private static void description(Context request) {
    InputStream description = WebServer.class.getResourceAsStream("openapi.json");
    if (description == null) {
      throw new IllegalStateException("openapi.json is missing");
    }
    request.contentType("application/json").result(description);
  }

  private void state(WsConfig socket) {
    socket.onConnect(
        page -> {
          feed.add(page);
          open.add(page);
          happenings.follow();
        });
    socket.onClose(this::leave);
    socket.onError(this::leave);
  }

  private void leave(WsContext page) {
    feed.remove(page);
    open.remove(page);
  }

  private void show(WsConfig socket, Function<WsContext, ViewSocket> view) {
    socket.onConnect(
        page -> {
          page.enableAutomaticPings();
          sockets.put(page.sessionId(), view.apply(page));
          open.add(page);
        });
    socket.onMessage(
        message ->
            Optional.ofNullable(sockets.get(message.sessionId()))
                .ifPresent(s -> s.command(Requests.json(message.message()))));
    socket.onClose(this::end);
    socket.onError(this::end);
  }

  /** Fragments, or, where the page asks for it, what goes by WebRTC. */
  private ViewSocket video(WsContext page) {
    String camera = page.pathParam("camera");
    return "true".equals(page.queryParam("webrtc")) && page.queryParam("from") == null
        ? WebRtcSocket.open(
            nvr, camera, settings.webRtc().sound("true".equals(page.queryParam("sound"))), page)
        : new MediaSocket(nvr, camera, playback(page), page);
  }

  private static Playback playback(WsContext page) {
    String from = page.queryParam("from");
    return from == null
        ? Playback.live()
        : Playback.from(Requests.instant("from", from)).speed(Speed.UNPACED);
  }

  private ViewSocket pictures(WsContext page) {
    String from = page.queryParam("from");
    String speed = page.queryParam("speed");
    Playback playback = Playback.live();
    if (from != null) {
      playback = Playback.from(Requests.instant("from", from)).mode(SeekMode.EXACT);
    }
    if (speed != null) {
      playback = playback.speed(Requests.speed(speed));
    }
    int width = Requests.number("width", page.queryParam("width"), 960, 16, 1_920);
    boolean paused = "true".equals(page.queryParam("paused"));
    return new PictureSocket(nvr, page.pathParam("camera"), playback, paused, width, page);
  }

  private void end(WsContext page) {
    open.remove(page);
    ViewSocket socket = sockets.remove(page.sessionId());
    if (socket != null) {
      socket.close();
    }
  }

  private static void errors(RoutesConfig routes) {
    routes.exception(
        HttpResponseException.class,
        (e, request) -> fail(request, e.getStatus(), String.valueOf(e.getMessage())));
    routes.exception(
        IllegalArgumentException.class,
        (e, request) ->
            fail(request, HttpStatus.BAD_REQUEST.getCode(), String.valueOf(e.getMessage())));
    routes.exception(NvrException.class, (e, request) -> fail(request, status(e), e.getMessage()));
    routes.exception(
        Exception.class,
        (e, request) -> {
          LOG.error("{} {} failed", request.method(), request.path(), e);
          fail(request, 500, "the server failed, which its log tells more of");
        });
    routes.wsException(
        Exception.class,
        (e, page) -> page.closeSession(1008, reason(String.valueOf(e.getMessage()))));
  }

  private static int status(NvrException e) {
    if (e instanceof ConfigurationException) {
      return HttpStatus.BAD_REQUEST.getCode();
    }
    if (e instanceof MediaException media && media.reason() == MediaException.Reason.NO_FOOTAGE) {
      return HttpStatus.NOT_FOUND.getCode();
    }
    if (e instanceof StorageException storage && !storage.retryable()) {
      return HttpStatus.CONFLICT.getCode();
    }
    return HttpStatus.SERVICE_UNAVAILABLE.getCode();
  }

  private static void fail(Context request, int status, String message) {
    request.status(status).json(Json.object("error", shortened(message, LONGEST_ERROR)));
  }

  private static String reason(String text) {
    return shortened(text.replaceAll("[^ -~]", "?"), LONGEST_REASON);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + " …";
  }

  /** Ends all sockets and the server; the recorder and the store stay. Idempotent. */
  @Override
  public void close() {
    nvr.removeListener(feed);
    nvr.removeListener(metrics);
    sockets.values().forEach(ViewSocket::close);
    sockets.clear();
    hls.close();
    happenings.close();
    analyses.close();
    server.stop();
    metrics.close();
    audit.close();
  }
}
