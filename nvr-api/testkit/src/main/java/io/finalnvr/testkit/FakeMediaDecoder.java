package io.finalnvr.testkit;

import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.spi.DecodeOutput;
import io.finalnvr.spi.DecodeSession;
import io.finalnvr.spi.MediaDecoder;
import io.finalnvr.spi.MediaDecoderProvider;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A decoder that decodes nothing: the pixels of a picture are the bytes of the access unit, over
 * and over, so that a test can tell which frame a picture is of. Otherwise it does what {@link
 * DecodeSession} promises, on the thread that pushes. Thread-safe.
 *
 * <pre>{@code
 * Nvr nvr = Nvr.builder().store("memory:").mediaDecoder(new FakeMediaDecoder()).build();
 * }</pre>
 */
public final class FakeMediaDecoder implements MediaDecoder, MediaDecoderProvider {

  private final Predicate<EncodedFrame> damaged;
  private final List<EncodedFrame> pushed = new CopyOnWriteArrayList<>();
  private final Set<FakeDecodeSession> open = ConcurrentHashMap.newKeySet();

  /** All frames can be decoded. */
  public FakeMediaDecoder() {
    this(frame -> false);
  }

  /** Frames of which {@code damaged} is true can't be decoded, nor can those up to a key frame. */
  public FakeMediaDecoder(Predicate<EncodedFrame> damaged) {
    this.damaged = damaged;
  }

  /** Every frame that was pushed into a session and not left out, in that order. */
  public List<EncodedFrame> pushed() {
    return List.copyOf(pushed);
  }

  /** How many sessions are open. */
  public int openSessions() {
    return open.size();
  }

  @Override
  public MediaDecoder open() {
    return this;
  }

  @Override
  public DecodeSession open(List<DecodeOutput> outputs) {
    FakeDecodeSession session = new FakeDecodeSession(outputs, damaged, pushed::add, open::remove);
    open.add(session);
    return session;
  }

  /** The file is the pixels. */
  @Override
  public Picture encode(DecodedFrame frame, PictureFormat format, int quality) {
    return new Picture(frame.time(), format, frame.data());
  }
}
