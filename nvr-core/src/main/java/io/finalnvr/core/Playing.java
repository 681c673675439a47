package io.finalnvr.core;

import io.finalnvr.Export;
import io.finalnvr.ExportRequest;
import io.finalnvr.Gap;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.SheetRequest;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.SyncGroup;
import io.finalnvr.TimeRange;
import io.finalnvr.VirtualFile;
import io.finalnvr.WebRtcView;
import io.finalnvr.core.play.CameraLog;
import io.finalnvr.core.play.DecodedFrames;
import io.finalnvr.core.play.FootageExport;
import io.finalnvr.core.play.FootageGroup;
import io.finalnvr.core.play.FootagePlayer;
import io.finalnvr.core.play.FragmentedFile;
import io.finalnvr.core.play.GapFinder;
import io.finalnvr.core.play.Sheets;
import io.finalnvr.core.play.Snapshots;
import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.FragmentSink;
import io.finalnvr.media.FrameSink;
import io.finalnvr.media.Picture;
import io.finalnvr.media.WebRtcListener;
import io.finalnvr.media.WebRtcRequest;
import io.finalnvr.spi.MediaDecoder;
import io.finalnvr.spi.MediaDecoderProvider;
import io.finalnvr.spi.WebRtcProvider;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Players, exports and snapshots of an engine; those that run are ended with it. Thread-safe. */
final class Playing implements AutoCloseable {

  private final Clocks clocks;
  private final Optional<MediaDecoderProvider> decoderProvider;
  private final Optional<WebRtcProvider> webRtcProvider;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final Set<SyncGroup> groups = ConcurrentHashMap.newKeySet();
  private final Object decoderLock = new Object();
  private @Nullable MediaDecoder decoder;

  /** Something to be closed with the engine, at the latest. */
  private record Running(List<String> cameraIds, AtomicBoolean over, Runnable close) {}

  Playing(
      Clocks clocks,
      Optional<MediaDecoderProvider> decoderProvider,
      Optional<WebRtcProvider> webRtcProvider) {
    this.clocks = clocks;
    this.decoderProvider = decoderProvider;
    this.webRtcProvider = webRtcProvider;
  }

  Player play(String cameraId, CameraFootage camera, Playback playback, FrameSink sink) {
    return keep(
        List.of(cameraId),
        onClosed ->
            FootagePlayer.frames(
                cameraId, camera.playable(), playback, sink, clocks, gapsOf(camera), onClosed),
        Player::close);
  }

  Player playDecoded(
      String cameraId,
      CameraFootage camera,
      Playback playback,
      DecodeRequest request,
      DecodedFrameSink sink) {
    DecodedFrames decoded = new DecodedFrames(decoder(), request, sink);
    return keep(
        List.of(cameraId),
        onClosed ->
            FootagePlayer.decoded(
                cameraId, camera.playable(), playback, decoded, clocks, gapsOf(camera), onClosed),
        Player::close);
  }

  /** The same, for something that closes it by itself. */
  Player playDecoded(
      String cameraId, CameraFootage camera, Playback playback, DecodedFrames decoded) {
    return FootagePlayer.decoded(
        cameraId, camera.playable(), playback, decoded, clocks, gapsOf(camera), () -> {});
  }

  Player playFragments(
      String cameraId, CameraFootage camera, Playback playback, FragmentSink sink) {
    return keep(
        List.of(cameraId),
        onClosed ->
            FootagePlayer.fragments(
                cameraId, camera.playable(), playback, sink, clocks, gapsOf(camera), onClosed),
        Player::close);
  }

  WebRtcView openWebRtc(
      String cameraId, CameraFootage camera, WebRtcRequest request, WebRtcListener listener) {
    WebRtcProvider provider = webRtcProvider.orElseGet(Providers::webRtc);
    return keep(
        List.of(cameraId),
        onClosed ->
            BrowserView.open(
                provider.open(request, listener),
                listener,
                sink ->
                    FootagePlayer.frames(
                        cameraId,
                        camera.playable(),
                        Playback.live(),
                        sink,
                        clocks,
                        gapsOf(camera),
                        onClosed)),
        WebRtcView::close);
  }

  SyncGroup playTogether(Playback playback, Function<String, CameraFootage> cameras) {
    FootageGroup group =
        keep(
            List.of(),
            onClosed ->
                FootageGroup.open(
                    playback,
                    id -> {
                      CameraFootage camera = cameras.apply(id);
                      return new FootageGroup.Camera(camera.playable(), gapsOf(camera));
                    },
                    this::decoder,
                    clocks,
                    onClosed),
            SyncGroup::close);
    groups.removeIf(other -> other.state() == PlayerState.CLOSED);
    groups.add(group);
    return group;
  }

  Export export(ExportRequest request, List<CameraFootage> cameras, Path file) {
    return keep(
        request.cameraIds(),
        onClosed -> FootageExport.start(request, logs(request, cameras), file, clocks, onClosed),
        Export::close);
  }

  VirtualFile openExport(ExportRequest request, List<CameraFootage> cameras) {
    return keep(
        request.cameraIds(),
        onClosed -> FragmentedFile.open(request, logs(request, cameras), clocks, onClosed),
        VirtualFile::close);
  }

  private static List<CameraLog> logs(ExportRequest request, List<CameraFootage> cameras) {
    return IntStream.range(0, cameras.size())
        .mapToObj(i -> new CameraLog(request.cameraIds().get(i), cameras.get(i).playable()))
        .toList();
  }

  Picture sheet(String cameraId, CameraFootage camera, SheetRequest request) {
    return Sheets.take(cameraId, camera.playable(), request, decoder(), gapsOf(camera), clocks);
  }

  Picture snapshot(String cameraId, CameraFootage camera, SnapshotRequest request) {
    return Snapshots.take(cameraId, camera.playable(), request, decoder(), gapsOf(camera), clocks);
  }

  void closeAll(String cameraId) {
    closeAll(entry -> entry.cameraIds().contains(cameraId));
    groups.forEach(group -> group.remove(cameraId));
  }

  @Override
  public void close() {
    closeAll(entry -> true);
  }

  private void closeAll(Predicate<Running> which) {
    for (Running entry : running) {
      if (which.test(entry)) {
        entry.close().run();
        running.remove(entry);
      }
    }
  }

  /** Starts something that is ended with the engine, or before its camera is removed. */
  <T> T keep(List<String> cameraIds, Function<Runnable, T> start, Consumer<T> close) {
    AtomicBoolean over = new AtomicBoolean();
    T handle =
        start.apply(
            () -> {
              over.set(true);
              running.removeIf(entry -> entry.over() == over);
            });
    running.add(new Running(cameraIds, over, () -> close.accept(handle)));
    if (over.get()) {
      running.removeIf(entry -> entry.over() == over);
    }
    return handle;
  }

  MediaDecoder decoder() {
    synchronized (decoderLock) {
      if (decoder == null) {
        decoder = decoderProvider.orElseGet(Providers::mediaDecoder).open();
      }
      return decoder;
    }
  }

  private static GapFinder gapsOf(CameraFootage camera) {
    return new GapFinder() {
      @Override
      public Optional<Gap> between(Instant start, Instant end) {
        return camera.gapBetween(start, end);
      }

      @Override
      public void foundDamaged(TimeRange stretch) {
        camera.foundDamaged(stretch);
      }
    };
  }
}
