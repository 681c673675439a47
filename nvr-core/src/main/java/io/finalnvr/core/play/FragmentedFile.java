package io.finalnvr.core.play;

import io.finalnvr.ConfigurationException;
import io.finalnvr.ExportRequest;
import io.finalnvr.MediaException;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.VirtualFile;
import io.finalnvr.core.Clocks;
import io.finalnvr.media.Track;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Footage as a fragmented MP4 file that is made while it is read: each byte is one of the log. */
public final class FragmentedFile implements VirtualFile {

  private final List<CameraLog> cameras;
  private final FragmentedLayout layout;
  private final List<Set<Long>> withoutPicture;
  private final String etag;
  private final Attempts attempts;
  private final Runnable onClosed;
  private final Object lock = new Object();
  private @Nullable PieceReader reader;
  private volatile boolean closed;

  private FragmentedFile(
      List<CameraLog> cameras,
      FragmentedLayout layout,
      List<Set<Long>> withoutPicture,
      Clocks clocks,
      Runnable onClosed) {
    this.cameras = cameras;
    this.layout = layout;
    this.withoutPicture = withoutPicture;
    this.etag = etag(cameras, layout, withoutPicture);
    this.attempts = new Attempts(clocks, () -> closed);
    this.onClosed = onClosed;
  }

  /**
   * Opens a file.
   *
   * @param cameras those of the request, in its order
   * @param onClosed called once when the file is closed
   * @throws MediaException NO_FOOTAGE, or UNDECODABLE for footage of other software
   */
  public static FragmentedFile open(
      ExportRequest request, List<CameraLog> cameras, Clocks clocks, Runnable onClosed) {
    if (request.form() != ExportRequest.Form.FRAGMENTED) {
      throw new ConfigurationException("only a fragmented file can be made while it is read");
    }
    Attempts attempts = new Attempts(clocks, () -> false);
    try {
      return open(request, cameras, attempts, clocks, onClosed);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static FragmentedFile open(
      ExportRequest request,
      List<CameraLog> cameras,
      Attempts attempts,
      Clocks clocks,
      Runnable onClosed)
      throws InterruptedException {
    List<LogPart> parts = new ArrayList<>();
    List<Set<Long>> withoutPicture = new ArrayList<>();
    for (CameraLog camera : cameras) {
      PartFinder finder =
          new PartFinder(withoutPicture.size(), camera.footage(), request.range(), attempts);
      parts.addAll(finder.find());
      withoutPicture.add(new HashSet<>(finder.withoutPicture()));
    }
    if (parts.isEmpty()) {
      throw MissingFootage.in(cameras, request.range());
    }
    return new FragmentedFile(
        cameras, FragmentedLayout.of(request, parts), withoutPicture, clocks, onClosed);
  }

  @Override
  public long length() {
    return layout.length();
  }

  @Override
  public String mimeType() {
    return "video/mp4";
  }

  @Override
  public String etag() {
    return etag;
  }

  @Override
  public TimeRange range() {
    return layout.range();
  }

  /** The tracks of the file, subtitles left out. */
  List<Track> tracks() {
    return layout.tracks();
  }

  /** How many gaps are inside. */
  int gaps() {
    return layout.gaps();
  }

  @Override
  public int read(long offset, ByteBuffer into) {
    if (offset < 0) {
      throw new IllegalArgumentException("offset " + offset);
    }
    if (offset >= length()) {
      return -1;
    }
    synchronized (lock) {
      int before = into.remaining();
      long at = offset;
      while (into.hasRemaining() && at < length()) {
        at += at < layout.header().length ? readHeader((int) at, into) : readPiece(at, into);
      }
      return before - into.remaining();
    }
  }

  private int readHeader(int offset, ByteBuffer into) {
    int length = Math.min(into.remaining(), layout.header().length - offset);
    into.put(layout.header(), offset, length);
    return length;
  }

  private int readPiece(long offset, ByteBuffer into) {
    try {
      return attempts.retried(() -> readOnce(offset, into));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private int readOnce(long offset, ByteBuffer into) {
    if (closed) {
      throw new StorageException(StorageException.Reason.CLOSED, "the file was closed");
    }
    int before = into.position();
    try {
      PieceReader open = reader;
      if (open == null || !open.reaches(offset)) {
        closeReader();
        FragmentedLayout.Piece piece = layout.at(offset);
        open =
            PieceReader.open(
                cameras.get(piece.camera()).footage(),
                piece,
                withoutPicture.get(piece.camera()),
                offset,
                attempts::isCancelled);
        reader = open;
      }
      open.read(offset, into);
      return into.position() - before;
    } catch (StorageException | MediaException e) {
      closeReader();
      throw e;
    }
  }

  private void closeReader() {
    PieceReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }

  private static StorageException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StorageException(StorageException.Reason.UNAVAILABLE, "interrupted", e);
  }

  /** Of everything that the bytes depend on. */
  private static String etag(
      List<CameraLog> cameras, FragmentedLayout layout, List<Set<Long>> withoutPicture) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(layout.header());
      for (FragmentedLayout.Piece piece : layout.pieces()) {
        String text =
            "%s %d %d %s\n"
                .formatted(
                    cameras.get(piece.camera()).footage().name(),
                    piece.from(),
                    piece.to(),
                    piece.rewriter());
        digest.update(text.getBytes(StandardCharsets.UTF_8));
      }
      for (Set<Long> positions : withoutPicture) {
        long[] sorted = positions.stream().mapToLong(Long::longValue).sorted().toArray();
        digest.update(Arrays.toString(sorted).getBytes(StandardCharsets.UTF_8));
      }
      return '"' + HexFormat.of().formatHex(digest.digest(), 0, 16) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    PieceReader open = reader;
    if (open != null) {
      open.close();
    }
    onClosed.run();
  }
}
