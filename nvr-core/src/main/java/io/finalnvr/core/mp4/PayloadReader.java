package io.finalnvr.core.mp4;

import io.finalnvr.MediaException;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads payloads of a frame log back into frames: our own fragmented MP4, that of others, and bare
 * H.264 access units (Annex B), one per record. Remembers the last {@code moov} or parameter sets;
 * payloads before the first one yield no frames. Not thread-safe.
 *
 * <p>The time of a record is the decode time of its first video frame, or where the tracks have no
 * video, of its first frame. A record with sound only, of a camera with video, counts from the same
 * instant as the record with video before it. The data of the frames are views of the payload,
 * except for Annex B.
 */
public final class PayloadReader {

  private static final int TS_SYNC = 0x47;
  private static final int TS_PACKET = 188;

  private final AnnexBReader annexB = new AnnexBReader();
  private Map<Integer, MovieTrack> movie = Map.of();
  private Optional<Instant> epoch = Optional.empty();
  private boolean lastWasAnnexB;

  /** The tracks that the payloads read last belong to; empty before the first header. */
  public List<Track> tracks() {
    if (lastWasAnnexB) {
      return annexB.track().map(List::<Track>of).orElse(List.of());
    }
    return movie.values().stream()
        .flatMap(track -> track.descriptions().stream().flatMap(Optional::stream).limit(1))
        .toList();
  }

  /**
   * The instant that decode time 0 of the payloads read last stands for; empty where they are not
   * the form that {@link FragmentWriter} makes.
   */
  public Optional<Instant> epoch() {
    return lastWasAnnexB || movie.isEmpty() || !isOurs() ? Optional.empty() : epoch;
  }

  /**
   * The frames of one record, in its order.
   *
   * @param recordTime timestamp of the record
   * @param randomAccess the record's flag
   * @param discontinuity the record's flag; where no frame has one of its own, the first frame of
   *     each track gets it
   * @param payload from its position to its limit; not changed
   * @throws MediaException UNDECODABLE when the bytes are of no use; the reader can go on with the
   *     next record
   */
  public List<EncodedFrame> read(
      Instant recordTime, boolean randomAccess, boolean discontinuity, ByteBuffer payload) {
    ByteBuffer data = payload.asReadOnlyBuffer().slice();
    try {
      lastWasAnnexB = AnnexB.looksLike(data);
      if (lastWasAnnexB) {
        return annexB.read(Micros.floor(recordTime), randomAccess, discontinuity, data);
      }
      refuseTransportStream(data);
      return frames(Micros.floor(recordTime), discontinuity, samples(data), data);
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | BufferUnderflowException
        | ArithmeticException
        | DateTimeException e) {
      throw new MediaException(
          MediaException.Reason.UNDECODABLE,
          "damaged payload of %d bytes".formatted(data.limit()),
          e);
    }
  }

  private List<Sample> samples(ByteBuffer data) {
    BoxReader boxes = new BoxReader(data);
    FragmentReader fragments = new FragmentReader(movie, data.limit());
    while (boxes.next()) {
      if (boxes.type() == BoxType.MOOV) {
        movie = MovieReader.read(boxes.body());
        fragments.tracks(movie);
      } else if (boxes.type() == BoxType.MOOF) {
        fragments.moof(boxes.start(), boxes.body());
      }
    }
    return fragments.samples();
  }

  private List<EncodedFrame> frames(
      Instant recordTime, boolean discontinuity, List<Sample> samples, ByteBuffer data) {
    if (samples.isEmpty()) {
      return List.of();
    }
    Sample reference =
        samples.stream()
            .filter(sample -> sample.track().kind() == TrackKind.VIDEO)
            .findFirst()
            .orElse(samples.get(0));
    long zero = zeroMicros(recordTime, reference, samples);
    boolean mark =
        discontinuity && samples.stream().noneMatch(s -> SampleFlags.discontinuity(s.flags()));
    Set<Integer> marked = new HashSet<>();
    List<EncodedFrame> frames = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      boolean first = mark && marked.add(sample.track().id());
      frames.add(
          new EncodedFrame(
              sample.track(),
              Micros.plus(recordTime, Math.subtractExact(sample.timeMicros(), zero)),
              Micros.plus(recordTime, Math.subtractExact(decodeMicros(sample), zero)),
              Micros.duration(sample.durationMicros()),
              SampleFlags.keyFrame(sample.flags()),
              first || SampleFlags.discontinuity(sample.flags()),
              /* decodeOnly= */ false,
              data.slice(sample.offset(), sample.size())));
    }
    return frames;
  }

  /** The decode time in fragments that the record's time stands for. */
  private long zeroMicros(Instant recordTime, Sample reference, List<Sample> samples) {
    if (!isOurs()) {
      return earliestTime(samples, reference.track());
    }
    boolean soundOfACameraWithVideo =
        reference.track().kind() != TrackKind.VIDEO
            && tracks().stream().anyMatch(track -> track.kind() == TrackKind.VIDEO);
    if (soundOfACameraWithVideo && epoch.isPresent()) {
      return Micros.between(epoch.get(), recordTime);
    }
    long zero = decodeMicros(reference);
    epoch = Optional.of(Micros.plus(recordTime, Math.negateExact(zero)));
    return zero;
  }

  /** Others let their multiplexer choose a timescale. */
  private boolean isOurs() {
    return movie.values().stream().allMatch(track -> track.timescale() == Micros.PER_SECOND);
  }

  private static long earliestTime(List<Sample> samples, Track track) {
    return samples.stream()
        .filter(sample -> sample.track().equals(track))
        .mapToLong(Sample::timeMicros)
        .min()
        .orElseThrow();
  }

  /** Sound before the epoch has its time in the composition offset, see {@link FragmentWriter}. */
  private static long decodeMicros(Sample sample) {
    return sample.track().kind() == TrackKind.VIDEO
        ? sample.decodeMicros()
        : Math.min(sample.decodeMicros(), sample.timeMicros());
  }

  /** Whether a payload is an MPEG transport stream, of which nothing is played. */
  public static boolean isTransportStream(ByteBuffer payload) {
    ByteBuffer data = payload.slice();
    boolean second = data.limit() <= TS_PACKET || data.get(TS_PACKET) == TS_SYNC;
    return data.limit() >= TS_PACKET && data.get(0) == TS_SYNC && second;
  }

  private static void refuseTransportStream(ByteBuffer data) {
    if (isTransportStream(data)) {
      throw BoxReader.undecodable(
          "the footage is an MPEG transport stream; only fragmented MP4 and H.264 are played");
    }
  }
}
