package io.finalnvr.core.play;

import io.finalnvr.ExportRequest;
import io.finalnvr.TimeRange;
import io.finalnvr.core.mp4.FragmentRewriter;
import io.finalnvr.core.mp4.FragmentRewriter.FileTrack;
import io.finalnvr.core.mp4.FragmentRewriter.Window;
import io.finalnvr.core.mp4.FragmentedMovie;
import io.finalnvr.core.mp4.FragmentedMovie.IndexPoint;
import io.finalnvr.core.mp4.SubtitleClock;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each byte of a log comes to stand in a fragmented file. Pure.
 *
 * @param header of the file
 * @param tracks of the file, subtitles left out
 * @param pieces of the logs, in the order of the file
 * @param range from the first to the last instant shown, on the timeline
 * @param gaps inside
 */
record FragmentedLayout(
    byte[] header, List<Track> tracks, List<Piece> pieces, TimeRange range, int gaps) {

  /** Before the first frame, so that sound that is a little older has a place. */
  private static final Duration LEAD = Duration.ofMillis(200);

  private static final int MOST_INDEX_POINTS = 60_000;

  private static final long LARGEST_REFERENCE = 0x7fff_ffff;

  /** Cameras take turns that often. */
  private static final Duration TURN = Duration.ofSeconds(1);

  /** How far apart the places are that reading can begin at. */
  private static final long STEP = 1 << 20;

  /**
   * A stretch of a log.
   *
   * @param offset in the file
   * @param from position in the log
   * @param to position in the log
   * @param starts positions at which reading can begin, ascending, the first one {@code from}
   */
  record Piece(
      int camera, long offset, long from, long to, long[] starts, FragmentRewriter rewriter) {

    long size() {
      return to - from;
    }
  }

  long length() {
    if (pieces.isEmpty()) {
      return header.length;
    }
    Piece last = pieces.get(pieces.size() - 1);
    return last.offset() + last.size();
  }

  static FragmentedLayout of(ExportRequest request, List<LogPart> parts) {
    return new Builder(request, parts).build();
  }

  private static final class Builder {
    private final ExportRequest request;
    private final List<LogPart> parts;
    private final Instant zero;
    private final Instant start;
    private final Instant end;
    private final List<Track> tracks = new ArrayList<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<List<Object>, Integer> ids = new HashMap<>();
    private final List<EncodedFrame> subtitles = new ArrayList<>();
    private final Map<LogPart, FragmentRewriter> rewriters = new IdentityHashMap<>();
    private final Map<LogPart, Duration> shifts = new IdentityHashMap<>();

    Builder(ExportRequest request, List<LogPart> parts) {
      this.request = request;
      this.parts = parts.stream().sorted(Comparator.comparing(LogPart::start)).toList();
      Instant first = this.parts.get(0).start();
      boolean inside =
          request.start() == ExportRequest.Start.EXACT && first.isBefore(request.range().start());
      start = inside ? request.range().start().truncatedTo(ChronoUnit.MICROS) : first;
      Instant last = parts.stream().map(LogPart::end).max(Comparator.naturalOrder()).orElseThrow();
      end = last.isBefore(start) ? start : last;
      Instant decoded =
          parts.stream().map(LogPart::decodeStart).min(Comparator.naturalOrder()).orElseThrow();
      Instant heard = start.minus(LEAD);
      zero = (heard.isBefore(decoded) ? heard : decoded).truncatedTo(ChronoUnit.MICROS);
    }

    FragmentedLayout build() {
      parts.forEach(this::number);
      Duration shift = place();
      List<Turn> turns = turns();
      byte[] header =
          new FragmentedMovie(
                  tracks,
                  names,
                  String.join(", ", request.cameraIds()),
                  zero,
                  start,
                  end.plus(shift),
                  subtitles,
                  index(turns))
              .header();
      long cameras = parts.stream().map(LogPart::camera).distinct().count();
      return new FragmentedLayout(
          header,
          tracks,
          pieces(turns, header.length),
          new TimeRange(start, end),
          parts.size() - (int) cameras);
    }

    /** A track with other parameters is another track of the file. */
    private void number(LogPart part) {
      for (Track track : part.tracks()) {
        if (track.kind() != TrackKind.DATA) {
          ids.computeIfAbsent(
              List.of(part.camera(), track),
              any -> {
                int id = tracks.size() + 1;
                tracks.add(ExportTracks.renumber(track, id));
                names.put(id, request.cameraIds().get(part.camera()));
                return id;
              });
        }
      }
    }

    /** Gives the parts their times in the file; the shift of the last one is that of the end. */
    private Duration place() {
      FileTime time = new FileTime(request.gaps() == ExportRequest.Gaps.CLOSE);
      Optional<SubtitleClock> clock =
          request.subtitles().map(zone -> new SubtitleClock(tracks.size() + 1, zone));
      for (LogPart part : parts) {
        Duration before = time.shift();
        time.take(part.start(), part.end(), /* afterHole= */ true);
        Duration shift = time.shift();
        rewriters.put(part, rewriter(part, shift));
        shifts.put(part, shift);
        Instant from = part.start().isBefore(start) ? start : part.start();
        clock.ifPresent(c -> subtitles.addAll(c.take(from, part.end(), shift, before)));
      }
      return time.shift();
    }

    private FragmentRewriter rewriter(LogPart part, Duration shift) {
      Map<Integer, FileTrack> byId = new HashMap<>();
      for (Track track : part.tracks()) {
        Integer id = ids.get(List.of(part.camera(), track));
        if (id != null) {
          byId.put(track.id(), new FileTrack(id, track.kind(), leadMicros(track)));
        }
      }
      Instant soundEnd = request.range().end().plus(shift);
      return new FragmentRewriter(
          part.header(),
          byId,
          micros(part.epoch().plus(shift)),
          new Window(micros(start), micros(soundEnd)));
    }

    private long micros(Instant time) {
      return ChronoUnit.MICROS.between(zero, time);
    }

    private static long leadMicros(Track track) {
      return RangeFilter.lead(track).toNanos() / 1000;
    }

    private List<Turn> turns() {
      List<Turn> turns = new ArrayList<>();
      parts.forEach(part -> turns.addAll(turns(part)));
      turns.sort(Comparator.comparing(Turn::time).thenComparing(turn -> turn.part().camera()));
      return turns;
    }

    /** The key frames of the first track's camera, not all of them in a very long file. */
    private List<IndexPoint> index(List<Turn> turns) {
      long step = Duration.between(start, end).toMillis() / MOST_INDEX_POINTS;
      Duration apart = Duration.ofMillis(Math.max(TURN.toMillis(), step));
      int camera = parts.get(0).camera();
      List<IndexPoint> points = new ArrayList<>();
      IndexPoint open = null;
      long bytes = 0;
      for (Turn turn : turns) {
        Duration shift = shifts.getOrDefault(turn.part(), Duration.ZERO);
        long reached = turn.from();
        if (turn.part().camera() == camera) {
          for (IndexEntry key : turn.keys()) {
            Instant time = key.time().plus(shift);
            if (open == null) {
              open = new IndexPoint(time, 0);
            } else if (!time.isBefore(open.time().plus(apart))) {
              points.add(new IndexPoint(open.time(), bytes + key.position() - reached));
              open = new IndexPoint(time, 0);
              reached = key.position();
              bytes = 0;
            }
          }
        }
        bytes += turn.to() - reached;
      }
      if (open == null) {
        return List.of();
      }
      points.add(new IndexPoint(open.time(), bytes));
      return points.stream().anyMatch(p -> p.bytes() > LARGEST_REFERENCE) ? List.of() : points;
    }

    private List<Piece> pieces(List<Turn> turns, long headerLength) {
      List<Piece> pieces = new ArrayList<>();
      long offset = headerLength;
      for (Turn turn : turns) {
        Piece piece = turn.at(offset, rewriters);
        pieces.add(piece);
        offset += piece.size();
      }
      return pieces;
    }

    private List<Turn> turns(LogPart part) {
      List<Turn> turns = new ArrayList<>();
      long from = part.from();
      Instant time = part.decodeStart();
      if (request.cameraIds().size() > 1) {
        for (IndexEntry key : part.keys()) {
          if (key.position() > from && !key.time().isBefore(time.plus(TURN))) {
            turns.add(new Turn(part, time, from, key.position()));
            from = key.position();
            time = key.time();
          }
        }
      }
      turns.add(new Turn(part, time, from, part.to()));
      return turns;
    }
  }

  private record Turn(LogPart part, Instant time, long from, long to) {

    List<IndexEntry> keys() {
      return part.keys().stream()
          .filter(key -> key.position() >= from && key.position() < to)
          .toList();
    }

    Piece at(long offset, Map<LogPart, FragmentRewriter> rewriters) {
      List<Long> starts = new ArrayList<>(List.of(from));
      for (IndexEntry key : keys()) {
        if (key.position() >= starts.get(starts.size() - 1) + STEP) {
          starts.add(key.position());
        }
      }
      FragmentRewriter rewriter = rewriters.get(part);
      if (rewriter == null) {
        throw new IllegalStateException("a part without a place");
      }
      return new Piece(
          part.camera(),
          offset,
          from,
          to,
          starts.stream().mapToLong(Long::longValue).toArray(),
          rewriter);
    }
  }

  /** The piece that holds a byte of the file behind the header. */
  Piece at(long offset) {
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (pieces.get(middle).offset() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return pieces.get(low);
  }
}
