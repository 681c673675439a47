package io.finalnvr.core.motion;

import io.finalnvr.Event;
import io.finalnvr.analysis.Detection;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.analysis.MotionSettings;
import io.finalnvr.analysis.Zone;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Detects motion. Not thread-safe. */
public final class MotionDetector implements FrameAnalyzer {

  private static final String LABEL = "motion";
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;
  private static final Duration WARM_UP = Duration.ofSeconds(15);

  /** How long everything is new, at the beginning and after the light has changed. */
  private static final Duration LEARN_FIRST = Duration.ofSeconds(3);

  private static final Duration LEARN_AGAIN = Duration.ofSeconds(1);

  /** Light does not change all of the picture again and again for so long. */
  private static final Duration NOT_LIGHT = Duration.ofMillis(1_500);

  /** Pictures that are further apart tell nothing about how fast things change. */
  private static final double LONGEST_STEP = 2;

  private final MotionSettings settings;
  private final List<MotionTrack> tracks = new ArrayList<>();
  private @Nullable Scene scene;

  /** What belongs to one size of pictures. */
  private static final class Scene {
    final CellGrid grid;
    final Background background;
    final Blobs blobs;
    final float[] cells;
    final List<boolean[]> zones;
    Instant before;
    Instant learnUntil;
    @Nullable Instant upheaval;

    Scene(CellGrid grid, MotionSettings settings, Instant first) {
      this.grid = grid;
      boolean[] counts = new boolean[grid.cells()];
      this.zones = new ArrayList<>();
      List<Zone> asked = settings.zones();
      for (int z = 0; z < Math.max(1, asked.size()); z++) {
        boolean[] inside = new boolean[grid.cells()];
        for (int i = 0; i < inside.length; i++) {
          double x = grid.x(i % grid.columns);
          double y = grid.y(i / grid.columns);
          inside[i] =
              settings.masks().stream().noneMatch(mask -> mask.contains(x, y))
                  && (asked.isEmpty() || asked.get(z).contains(x, y));
          counts[i] |= inside[i];
        }
        zones.add(inside);
      }
      int fewest = Math.max(2, (int) Math.round(settings.minArea() * grid.cells()));
      float threshold = (float) (32 * Math.pow(1 / 16.0, settings.sensitivity()));
      this.background = new Background(grid, threshold, counts);
      this.blobs = new Blobs(grid, fewest);
      this.cells = new float[grid.cells()];
      this.before = first;
      this.learnUntil = first.plus(LEARN_FIRST);
    }
  }

  /** With settings. */
  public MotionDetector(MotionSettings settings) {
    this.settings = settings;
    for (int i = 0; i < Math.max(1, settings.zones().size()); i++) {
      tracks.add(new MotionTrack(settings.minDuration(), settings.linger()));
    }
  }

  @Override
  public DecodeRequest request() {
    return DecodeRequest.of(PixelFormat.GREY8)
        .size(PictureSize.within(WIDTH, HEIGHT))
        .atMost(settings.framesPerSecond());
  }

  @Override
  public Duration warmUp() {
    return WARM_UP;
  }

  @Override
  public Duration linger() {
    return settings.linger();
  }

  @Override
  public void onGap() {
    scene = null;
    tracks.forEach(MotionTrack::forget);
  }

  @Override
  public List<Detection> analyze(DecodedFrame frame) {
    Scene now = scene;
    if (now == null || !now.grid.fits(frame)) {
      now = new Scene(new CellGrid(frame.width(), frame.height()), settings, frame.time());
      scene = now;
      now.grid.means(frame, now.cells);
      now.background.reset(now.cells);
      return List.of();
    }
    now.grid.means(frame, now.cells);
    double seconds =
        Math.min(LONGEST_STEP, Duration.between(now.before, frame.time()).toNanos() / 1e9);
    now.before = frame.time();
    if (now.background.compare(now.cells) > Background.SCENE) {
      return upheaval(now, frame.time());
    }
    boolean learning = frame.time().isBefore(now.learnUntil);
    if (!learning) {
      now.upheaval = null;
    }
    now.blobs.find(now.background.foreground, now.background.changed);
    List<Detection> found = learning ? List.of() : found(now, frame.time());
    now.background.learn(now.cells, now.blobs.active, seconds, learning);
    return found;
  }

  /** All of the picture is another one: the light, or, where that goes on, something large. */
  private List<Detection> upheaval(Scene now, Instant time) {
    now.background.reset(now.cells);
    Instant begin = now.upheaval;
    if (begin == null) {
      begin = time;
      now.upheaval = time;
    }
    boolean goesOn = Duration.between(begin, time).compareTo(NOT_LIGHT) >= 0;
    Instant learned = time.plus(LEARN_AGAIN);
    if (now.learnUntil.isBefore(learned)) {
      now.learnUntil = learned;
    }
    if (!goesOn) {
      return List.of();
    }
    List<Detection> found = new ArrayList<>();
    for (int z = 0; z < tracks.size(); z++) {
      if (tracks.get(z).take(time, /* moves= */ true)) {
        found.add(detection(z, 1, new Event.Area(0, 0, 1, 1)));
      }
    }
    return found;
  }

  private List<Detection> found(Scene now, Instant time) {
    List<Detection> found = new ArrayList<>();
    for (int z = 0; z < tracks.size(); z++) {
      Extent extent = extent(now.grid, now.blobs.moving, now.zones.get(z));
      boolean moves = extent.cells() >= settings.minArea() * now.grid.cells();
      if (tracks.get(z).take(time, moves)) {
        double part = (double) extent.cells() / now.grid.cells();
        found.add(detection(z, Math.min(1, Math.sqrt(part)), extent.area(now.grid)));
      }
    }
    return found;
  }

  private Detection detection(int zone, double score, Event.Area area) {
    MotionTrack track = tracks.get(zone);
    Detection detection =
        Detection.of(LABEL, score)
            .box(area)
            .track("%d.%d".formatted(zone, track.number()))
            .since(track.since());
    return settings.zones().isEmpty()
        ? detection
        : detection.attribute("zone", settings.zones().get(zone).name());
  }

  /** Around the cells that move in a zone. */
  private record Extent(int cells, int left, int top, int right, int bottom) {
    Event.Area area(CellGrid grid) {
      double x = (double) left * CellGrid.CELL / grid.width;
      double y = (double) top * CellGrid.CELL / grid.height;
      double end = Math.min(1, (double) (right + 1) * CellGrid.CELL / grid.width);
      double foot = Math.min(1, (double) (bottom + 1) * CellGrid.CELL / grid.height);
      return new Event.Area(x, y, end - x, foot - y);
    }
  }

  private static Extent extent(CellGrid grid, boolean[] moving, boolean[] zone) {
    int count = 0;
    int left = grid.columns;
    int top = grid.rows;
    int right = 0;
    int bottom = 0;
    for (int row = 0; row < grid.rows; row++) {
      for (int column = 0; column < grid.columns; column++) {
        int i = row * grid.columns + column;
        if (moving[i] && zone[i]) {
          count++;
          left = Math.min(left, column);
          right = Math.max(right, column);
          top = Math.min(top, row);
          bottom = Math.max(bottom, row);
        }
      }
    }
    return new Extent(count, left, top, right, bottom);
  }

  @Override
  public String state() {
    return tracks.stream().map(MotionTrack::state).collect(Collectors.joining(";"));
  }

  @Override
  public void restore(String state) {
    String[] parts = state.split(";", -1);
    for (int z = 0; z < tracks.size() && parts.length == tracks.size(); z++) {
      tracks.get(z).restore(parts[z]);
    }
  }
}
