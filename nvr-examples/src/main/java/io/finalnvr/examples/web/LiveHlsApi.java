package io.finalnvr.examples.web;

import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Speed;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What is live as HLS, for other players. A camera's footage is cut for as long as somebody asks
 * for it, and a minute more. Thread-safe.
 */
final class LiveHlsApi implements AutoCloseable {

  private static final Duration BEFORE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration IDLE = Duration.ofMinutes(1);

  /** A camera whose footage is being cut. */
  private record Cutting(LivePlaylist playlist, Player player, Instant used) {
    Cutting used(Instant now) {
      return new Cutting(playlist, player, now);
    }
  }

  private final Nvr nvr;
  private final InstantSource clock;
  private final Map<String, Cutting> cameras = new HashMap<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "nvr-web-hls");
            thread.setDaemon(true);
            return thread;
          });

  LiveHlsApi(Nvr nvr, InstantSource clock) {
    this.nvr = nvr;
    this.clock = clock;
    sweeper.scheduleWithFixedDelay(this::sweep, 10, 10, TimeUnit.SECONDS);
  }

  void routes(RoutesConfig routes) {
    routes.get("/api/v1/cameras/{camera}/hls/live.m3u8", this::playlist, Role.VIEWER);
    routes.get("/api/v1/cameras/{camera}/hls/{piece}.m4s", this::piece, Role.VIEWER);
    routes.get("/api/v1/cameras/{camera}/hls/header-{header}.mp4", this::header, Role.VIEWER);
  }

  private void playlist(Context request) throws InterruptedException {
    List<LivePlaylist.Piece> pieces = cutting(request).await(PATIENCE);
    if (pieces.isEmpty()) {
      throw new ServiceUnavailableResponse("the camera sends nothing at the moment");
    }
    request
        .header("Cache-Control", "no-cache")
        .contentType(Playlists.MIME_TYPE)
        .result(Playlists.live(pieces));
  }

  private void piece(Context request) {
    byte[] data =
        cutting(request)
            .piece(Requests.pathNumber(request, "piece"))
            .orElseThrow(() -> new NotFoundResponse("this piece is not there any more"));
    request.contentType("video/mp4").result(data);
  }

  private void header(Context request) {
    byte[] data =
        cutting(request)
            .header((int) Requests.pathNumber(request, "header"))
            .orElseThrow(() -> new NotFoundResponse("this header is not there any more"));
    request.contentType("video/mp4").result(data);
  }

  private LivePlaylist cutting(Context request) {
    String camera = CameraApi.camera(nvr, request).id();
    Instant now = clock.instant();
    synchronized (cameras) {
      Cutting cutting = cameras.computeIfAbsent(camera, id -> begin(id, now)).used(now);
      cameras.put(camera, cutting);
      return cutting.playlist();
    }
  }

  /** Begins a little before now, so that players need not wait for the first pieces. */
  private Cutting begin(String camera, Instant now) {
    LivePlaylist playlist = new LivePlaylist();
    Playback playback = Playback.from(now.minus(BEFORE)).speed(Speed.UNPACED);
    return new Cutting(playlist, nvr.playFragments(camera, playback, playlist), now);
  }

  private void sweep() {
    Instant limit = clock.instant().minus(IDLE);
    synchronized (cameras) {
      cameras
          .values()
          .removeIf(
              cutting -> {
                boolean over =
                    cutting.used().isBefore(limit)
                        || cutting.player().state() == io.finalnvr.PlayerState.FAILED
                        || cutting.player().state() == io.finalnvr.PlayerState.CLOSED;
                if (over) {
                  cutting.player().close();
                }
                return over;
              });
    }
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
    synchronized (cameras) {
      cameras.values().forEach(cutting -> cutting.player().close());
      cameras.clear();
    }
  }
}
