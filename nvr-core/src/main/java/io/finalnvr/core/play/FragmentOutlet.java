package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.core.mp4.FragmentWriter;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Fragment;
import io.finalnvr.media.FragmentSink;
import io.finalnvr.media.Track;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Delivers fragmented MP4: payloads as they stand in the store where they are that already, else
 * made anew. Always begins at a random-access record, for an exact start too.
 */
final class FragmentOutlet implements Outlet {

  private static final int FTYP = 0x66747970;

  private final FragmentSink sink;
  private Optional<Instant> until = Optional.empty();
  private boolean aligned;
  private @Nullable FragmentWriter writer;
  private List<Track> tracks = List.of();

  FragmentOutlet(FragmentSink sink) {
    this.sink = sink;
  }

  @Override
  public void restart(Start start, Optional<Instant> until) {
    this.until = until;
    aligned = false;
    writer = null;
  }

  @Override
  public boolean isBeforeFirst(Instant start) {
    return false;
  }

  @Override
  public List<Delivery> take(FootageRecord record) {
    if (record.randomAccess()) {
      aligned = true;
      if (isFragmented(record.stored().payload())) {
        writer = null;
      } else if (writer == null || record.afterHole() || !record.tracks().equals(tracks)) {
        writer = writerFor(record);
        tracks = record.tracks();
      }
    } else if (record.afterHole()) {
      aligned = false;
    }
    if (!aligned || until.filter(record::isPast).isPresent()) {
      return List.of();
    }
    ByteBuffer data =
        writer == null
            ? record.stored().payload()
            : writer.payload(record.frames(), record.randomAccess());
    Fragment fragment =
        new Fragment(record.time(), record.randomAccess(), record.afterHole(), data);
    return List.of(
        Delivery.paced(
            record.time(), Optional.of(record.start()), () -> sink.onFragment(fragment)));
  }

  @Override
  public List<Delivery> drain() {
    return List.of();
  }

  @Override
  public Optional<Instant> last() {
    return Optional.empty();
  }

  @Override
  public Delivery key(FootageRecord record, EncodedFrame key) {
    ByteBuffer payload = record.stored().payload();
    ByteBuffer data =
        isFragmented(payload)
            ? payload
            : writerFor(record).payload(record.frames(), /* randomAccess= */ true);
    Fragment fragment =
        new Fragment(record.time(), /* randomAccess= */ true, record.afterHole(), data);
    return Delivery.paced(key.time(), Optional.of(key.time()), () -> sink.onFragment(fragment));
  }

  @Override
  public Delivery keep(EncodedFrame frame) {
    throw new IllegalStateException("fragments are not played backwards");
  }

  @Override
  public Delivery show(EncodedFrame frame) {
    throw new IllegalStateException("fragments are not played backwards");
  }

  @Override
  public Delivery gap(Gap gap) {
    return Delivery.gap(gap, () -> sink.onGap(gap));
  }

  @Override
  public void end() {
    sink.onEnd();
  }

  @Override
  public void failure(NvrException failure) {
    sink.onFailure(failure);
  }

  private static boolean isFragmented(ByteBuffer payload) {
    return payload.remaining() >= 8 && payload.getInt(4) == FTYP;
  }

  private static FragmentWriter writerFor(FootageRecord record) {
    return new FragmentWriter(record.tracks(), record.frames().get(0).decodeTime());
  }
}
