package io.finalnvr.examples.bench;

import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.SeekMode;
import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Json;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.SourceFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Seeks at random in footage of days: how long the look-up in the index takes, the first frame, and
 * the first picture; and how that grows with the length.
 *
 * @param days lengths of footage, the one the others are compared with first
 * @param cameras of which each has that much
 * @param seeks how many, for each length
 * @param keyInterval from one index entry to the next
 */
public record SeekBench(List<Integer> days, int cameras, int seeks, Duration keyInterval) {

  private static final int FRAMES_PER_SECOND = 30;
  private static final long BITS_PER_SECOND = 4_000_000;
  private static final Duration CLIP = Duration.ofSeconds(4);
  private static final int PLACES = 40;
  private static final int LONGEST_WARM_UP = 30;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Place(String camera, List<Instant> begins) {}

  /**
   * Runs it.
   *
   * @param work an empty folder
   */
  public Report run(Path work, Console console) throws Exception {
    Machine machine = Machine.here();
    Path file = Files.createDirectories(work).resolve("clip.mp4");
    Clip.encode(FRAMES_PER_SECOND, BITS_PER_SECOND, (int) CLIP.toSeconds(), file);
    List<SourceFrame> clip = Clip.frames(file);
    try (BenchFootage footage = BenchFootage.start(work.resolve("store"))) {
      List<List<Place>> places = new ArrayList<>();
      for (int length : days) {
        List<Place> each = new ArrayList<>();
        for (int camera = 1; camera <= cameras; camera++) {
          console.status("making %d days of camera %d".formatted(length, camera));
          each.add(make(footage, "camera%d-of-%d-days".formatted(camera, length), length, clip));
        }
        places.add(each);
      }
      console.status("seeking");
      List<SeekTimes> results = measure(footage, places);
      List<Double> reads = new ArrayList<>();
      for (List<Place> each : places) {
        reads.add(readsOfALookup(footage, each.get(0)));
      }
      return report(machine, results, reads);
    }
  }

  private Place make(BenchFootage footage, String camera, int length, List<SourceFrame> clip)
      throws IOException {
    footage.add(camera).openWriter().close();
    try (RawLog log = new RawLog(footage.uri(), BenchFootage.stream(camera))) {
      return new Place(
          camera,
          SparseFootage.make(log, START, Duration.ofDays(length), keyInterval, clip, CLIP, PLACES));
    }
  }

  /** Seeks in the lengths in turns, so that what else the machine does hits all of them. */
  private List<SeekTimes> measure(BenchFootage footage, List<List<Place>> places) throws Exception {
    SeekTimes warmUp = new SeekTimes();
    List<SeekTimes> times = places.stream().map(length -> new SeekTimes()).toList();
    for (int camera = 0; camera < cameras; camera++) {
      List<Seeker> seekers = new ArrayList<>();
      try {
        for (List<Place> each : places) {
          seekers.add(new Seeker(footage, each.get(camera)));
        }
        Random random = new Random(5);
        for (int i = -Math.min(LONGEST_WARM_UP, seeks); i < (seeks + cameras - 1) / cameras; i++) {
          for (int length = 0; length < seekers.size(); length++) {
            seekers.get(length).seek(random, i < 0 ? warmUp : times.get(length));
          }
        }
      } finally {
        seekers.forEach(Seeker::close);
      }
    }
    return times;
  }

  private static double readsOfALookup(BenchFootage footage, Place place) throws IOException {
    FrameLog log = footage.log(place.camera());
    try (StoreReads reads = StoreReads.count()) {
      for (Instant begin : place.begins()) {
        log.keyAtOrBefore(begin.plus(CLIP.dividedBy(2)));
      }
      return (double) reads.soFar() / place.begins().size();
    }
  }

  private Report report(Machine machine, List<SeekTimes> results, List<Double> reads) {
    Report report =
        new Report(
            "seek: %d cameras, an index entry every %.1f s, %d seeks for each length"
                .formatted(cameras, keyInterval.toMillis() / 1e3, seeks),
            machine);
    List<String> head = new ArrayList<>(List.of("milliseconds"));
    days.forEach(length -> head.addAll(List.of(length + " d, p50", "p99")));
    head.add("ratio of p50, last : first");
    report.row(head.toArray(String[]::new));
    row(report, "index look-up", results, SeekTimes::lookup);
    List<String> readsRow = new ArrayList<>(List.of("its reads of the store"));
    reads.forEach(each -> readsRow.addAll(List.of(text(each), "")));
    readsRow.add(text(reads.get(reads.size() - 1) / reads.get(0)));
    report.row(readsRow.toArray(String[]::new));
    row(report, "first frame, exact", results, SeekTimes::frame);
    row(report, "first picture, of the key frame", results, SeekTimes::keyPicture);
    row(report, "first picture, exact", results, SeekTimes::picture);
    return report
        .value("cameras", cameras)
        .value("seeks", seeks)
        .value("keyIntervalMillis", keyInterval.toMillis())
        .value(
            "lengths",
            IntStream.range(0, days.size())
                .mapToObj(i -> json(days.get(i), results.get(i), reads.get(i)))
                .toList());
  }

  private static void row(
      Report report, String name, List<SeekTimes> results, Function<SeekTimes, Histogram> what) {
    List<Histogram> times = results.stream().map(what).toList();
    List<String> row = new ArrayList<>(List.of(name));
    times.forEach(
        one -> row.addAll(List.of(Measurement.millis(one, 50), Measurement.millis(one, 99))));
    double first = times.get(0).getValueAtPercentile(50);
    double last = times.get(times.size() - 1).getValueAtPercentile(50);
    row.add(text(last / Math.max(1, first)));
    report.row(row.toArray(String[]::new));
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static Map<String, Object> json(int length, SeekTimes times, double reads) {
    return Json.object(
        "days", length,
        "lookupReads", reads,
        "lookupMillis", Measurement.json(times.lookup()),
        "firstFrameMillis", Measurement.json(times.frame()),
        "firstPictureOfKeyFrameMillis", Measurement.json(times.keyPicture()),
        "firstPictureMillis", Measurement.json(times.picture()));
  }

  /** Open players of one camera, as somebody has who looks for something. */
  private final class Seeker implements AutoCloseable {
    private final FrameLog log;
    private final Place place;
    private final SeekProbe frames = new SeekProbe();
    private final SeekProbe pictures = new SeekProbe();
    private final Player player;
    private final Player decoded;

    Seeker(BenchFootage footage, Place place) throws Exception {
      this.place = place;
      this.log = footage.log(place.camera());
      Nvr nvr = footage.nvr();
      Playback from = Playback.from(place.begins().get(0));
      this.player = nvr.play(place.camera(), from, frames.frames());
      this.decoded =
          nvr.playDecoded(
              place.camera(), from, DecodeRequest.of(PixelFormat.I420), pictures.pictures());
      frames.awaitFirst();
      pictures.awaitFirst();
    }

    void seek(Random random, SeekTimes times) throws Exception {
      Instant begin = place.begins().get(random.nextInt(place.begins().size()));
      // Not near its ends: around it are only times, which look like gaps.
      int frame =
          FRAMES_PER_SECOND + random.nextInt((int) (CLIP.toSeconds() - 2) * FRAMES_PER_SECOND);
      Instant instant =
          begin.plus(Duration.ofSeconds(1).multipliedBy(frame).dividedBy(FRAMES_PER_SECOND));
      Duration exact = Duration.ofSeconds(1).dividedBy(FRAMES_PER_SECOND);
      long start = System.nanoTime();
      if (log.keyAtOrBefore(instant).isEmpty()) {
        throw new IllegalStateException("no key frame before " + instant);
      }
      times.lookup().recordValue(System.nanoTime() - start);
      times.frame().recordValue(frames.seek(player, instant, SeekMode.EXACT, exact));
      times.keyPicture().recordValue(pictures.seek(decoded, instant, SeekMode.PREVIOUS_KEY, CLIP));
      times.picture().recordValue(pictures.seek(decoded, instant, SeekMode.EXACT, exact));
    }

    @Override
    public void close() {
      frames.release();
      pictures.release();
      player.close();
      decoded.close();
    }
  }
}
