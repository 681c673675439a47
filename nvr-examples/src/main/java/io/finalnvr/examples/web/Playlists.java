package io.finalnvr.examples.web;

import io.finalnvr.VirtualFile;
import io.finalnvr.examples.web.LivePlaylist.Piece;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/** Writes HLS playlists (RFC 8216). */
final class Playlists {

  static final String MIME_TYPE = "application/vnd.apple.mpegurl";

  private static final int FTYP = 0x66747970;
  private static final int MOOV = 0x6d6f6f76;
  private static final int SIDX = 0x73696478;
  private static final int HEADER = 8;
  private static final int MOST_INDEX = 8 << 20;

  private Playlists() {}

  /**
   * The playlist of a fragmented file, whose own index tells where its key frames are: each piece
   * is a range of its bytes.
   */
  static String recorded(VirtualFile file, String address) {
    long offset = 0;
    long header = 0;
    ByteBuffer index = ByteBuffer.allocate(0);
    while (!index.hasRemaining()) {
      ByteBuffer box = read(file, offset, HEADER);
      long size = Integer.toUnsignedLong(box.getInt());
      int type = box.getInt();
      if (size < HEADER || size > MOST_INDEX) {
        throw new IllegalStateException("a file without an index");
      }
      if (type == SIDX) {
        index = read(file, offset, (int) size).position(HEADER);
      }
      offset += size;
      if (type == FTYP || type == MOOV) {
        header = offset;
      }
    }
    return recorded(index, offset, header, file, address);
  }

  private static String recorded(
      ByteBuffer index, long first, long header, VirtualFile file, String address) {
    index.position(index.position() + 8);
    double timescale = index.getInt();
    index.position(index.position() + 18);
    int count = Short.toUnsignedInt(index.getShort());
    StringBuilder pieces = new StringBuilder();
    double longest = 1;
    long offset = first;
    for (int i = 0; i < count; i++) {
      long bytes = Integer.toUnsignedLong(index.getInt());
      double seconds = Integer.toUnsignedLong(index.getInt()) / timescale;
      index.getInt();
      longest = Math.max(longest, seconds);
      pieces.append(
          "#EXTINF:%s,\n#EXT-X-BYTERANGE:%d@%d\n%s\n"
              .formatted(number(seconds), bytes, offset, address));
      offset += bytes;
    }
    return """
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-PLAYLIST-TYPE:VOD
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-TARGETDURATION:%d
        #EXT-X-MAP:URI="%s",BYTERANGE="%d@0"
        #EXT-X-PROGRAM-DATE-TIME:%s
        %s#EXT-X-ENDLIST
        """
        .formatted((long) Math.ceil(longest), address, header, file.range().start(), pieces);
  }

  private static ByteBuffer read(VirtualFile file, long offset, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(offset + bytes.position(), bytes) > 0) {}
    return bytes.flip();
  }

  /** The playlist of what is live: the newest pieces. */
  static String live(List<Piece> pieces) {
    double longest = pieces.stream().mapToDouble(Piece::seconds).max().orElse(1);
    StringBuilder list = new StringBuilder();
    int header = -1;
    for (Piece piece : pieces) {
      if (piece.discontinuity() && header >= 0) {
        list.append("#EXT-X-DISCONTINUITY\n");
      }
      if (piece.header() != header) {
        header = piece.header();
        list.append("#EXT-X-MAP:URI=\"header-%d.mp4\"\n".formatted(header));
      }
      list.append(
          "#EXT-X-PROGRAM-DATE-TIME:%s\n#EXTINF:%s,\n%d.m4s\n"
              .formatted(piece.start(), number(piece.seconds()), piece.number()));
    }
    return """
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-TARGETDURATION:%d
        #EXT-X-MEDIA-SEQUENCE:%d
        #EXT-X-DISCONTINUITY-SEQUENCE:%d
        %s"""
        .formatted(
            (long) Math.ceil(longest),
            pieces.isEmpty() ? 0 : pieces.get(0).number(),
            pieces.isEmpty() ? 0 : pieces.get(0).discontinuities(),
            list);
  }

  private static String number(double seconds) {
    return String.format(Locale.ROOT, "%.6f", seconds);
  }
}
