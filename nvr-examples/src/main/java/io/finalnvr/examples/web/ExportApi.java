package io.finalnvr.examples.web;

import io.finalnvr.ExportRequest;
import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.finalnvr.VirtualFile;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Footage as files: to keep, and as HLS of what was recorded for other players. */
final class ExportApi {

  private static final String EXPORT = "/api/v1/cameras/{camera}/export.mp4";
  private static final String HLS_FILE = "/api/v1/cameras/{camera}/hls/footage.mp4";

  private final Nvr nvr;

  ExportApi(Nvr nvr) {
    this.nvr = nvr;
  }

  void routes(RoutesConfig routes) {
    routes.get(EXPORT, this::export, Role.OPERATOR);
    routes.head(EXPORT, this::export, Role.OPERATOR);
    routes.get(HLS_FILE, this::hlsFile, Role.VIEWER);
    routes.head(HLS_FILE, this::hlsFile, Role.VIEWER);
    routes.get("/api/v1/cameras/{camera}/hls/footage.m3u8", this::hlsPlaylist, Role.VIEWER);
  }

  private void export(Context request) throws IOException {
    String camera = CameraApi.camera(nvr, request).id();
    List<String> cameras = new ArrayList<>(List.of(camera));
    cameras.addAll(request.queryParams("with"));
    TimeRange range = Requests.range(request);
    ExportRequest asked = ExportRequest.of(cameras, range).as(ExportRequest.Form.FRAGMENTED);
    if ("key".equals(request.queryParam("start"))) {
      asked = asked.startingAt(ExportRequest.Start.KEY_FRAME);
    }
    if ("close".equals(request.queryParam("gaps"))) {
      asked = asked.withGaps(ExportRequest.Gaps.CLOSE);
    }
    String zone = request.queryParam("subtitles");
    if (zone != null) {
      asked = asked.withSubtitles(zone(zone));
    }
    String name = "%s-%s.mp4".formatted(String.join("-", cameras), fileTime(range));
    try (VirtualFile file = nvr.openExport(asked)) {
      request.header("Content-Disposition", "attachment; filename=\"%s\"".formatted(name));
      FileAnswer.send(request, file);
    }
  }

  private static String fileTime(TimeRange range) {
    return range.start().toString().replaceAll("[-:]|\\.\\d+", "");
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new BadRequestResponse(
          "there is no time zone " + name + "; write one like Europe/Berlin or UTC");
    }
  }

  private void hlsFile(Context request) throws IOException {
    try (VirtualFile file = openHls(request)) {
      FileAnswer.send(request, file);
    }
  }

  private void hlsPlaylist(Context request) {
    try (VirtualFile file = openHls(request)) {
      request
          .contentType(Playlists.MIME_TYPE)
          .result(Playlists.recorded(file, "footage.mp4?" + request.queryString()));
    }
  }

  /** Begins with a key frame: an edit list is nothing that players of HLS look for. */
  private VirtualFile openHls(Context request) {
    String camera = CameraApi.camera(nvr, request).id();
    return nvr.openExport(
        ExportRequest.of(camera, Requests.range(request))
            .as(ExportRequest.Form.FRAGMENTED)
            .startingAt(ExportRequest.Start.KEY_FRAME)
            .withGaps(ExportRequest.Gaps.CLOSE));
  }
}
