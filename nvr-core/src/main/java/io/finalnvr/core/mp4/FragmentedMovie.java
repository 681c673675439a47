package io.finalnvr.core.mp4;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What stands in front of the fragments of a file.
 *
 * @param tracks each with the id that it has in the file
 * @param names of tracks, by id
 * @param title of the whole
 * @param zero the instant that decode time 0 stands for; before every frame
 * @param start of the presentation, in the time of the file
 * @param end of the presentation, in the time of the file
 * @param subtitles entries of a subtitle track, in the time of the file; may be empty
 * @param index of what follows; empty for none
 */
public record FragmentedMovie(
    List<Track> tracks,
    Map<Integer, String> names,
    String title,
    Instant zero,
    Instant start,
    Instant end,
    List<EncodedFrame> subtitles,
    List<IndexPoint> index) {

  /**
   * A place at which decoding can start.
   *
   * @param time in the file
   * @param bytes up to the next one
   */
  public record IndexPoint(Instant time, long bytes) {}

  private static final int SAMPLE_ENTRY = 8;

  /** The bytes. */
  public byte[] header() {
    List<Track> all = new ArrayList<>(tracks);
    subtitles.stream().findFirst().ifPresent(first -> all.add(first.track()));
    Presentation shown =
        new Presentation(
            Micros.floor(start), Micros.between(zero, start), Micros.between(zero, end));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(FragmentHeader.bytes(all, shown, names, title));
    if (!subtitles.isEmpty()) {
      out.writeBytes(subtitleFragment());
    }
    if (!index.isEmpty()) {
      out.writeBytes(segmentIndex());
    }
    return out.toByteArray();
  }

  /** All entries as one fragment: they are small, and known before the rest is. */
  private byte[] subtitleFragment() {
    BoxWriter out = new BoxWriter();
    int trun = 20 + SAMPLE_ENTRY * subtitles.size();
    int moof = 8 + 16 + 8 + 16 + 20 + trun;
    out.box(
        "moof",
        () -> {
          out.fullBox("mfhd", 0, 0, () -> out.u32(0));
          out.box(
              "traf",
              () -> {
                out.fullBox("tfhd", 0, 0x02_0000, () -> out.u32(subtitles.get(0).track().id()));
                out.fullBox(
                    "tfdt", 1, 0, () -> out.u64(Micros.between(zero, subtitles.get(0).time())));
                out.fullBox("trun", 0, 0x301, () -> entries(out, moof + 8));
              });
        });
    out.box("mdat", () -> subtitles.forEach(entry -> out.bytes(entry.data())));
    return out.toBytes();
  }

  private void entries(BoxWriter out, int dataOffset) {
    out.u32(subtitles.size());
    out.u32(dataOffset);
    for (int i = 0; i < subtitles.size(); i++) {
      EncodedFrame entry = subtitles.get(i);
      Instant next = i + 1 < subtitles.size() ? subtitles.get(i + 1).time() : entry.endTime();
      out.u32(Math.max(0, Micros.between(entry.time(), next)));
      out.u32(entry.size());
    }
  }

  /** A {@code sidx}: players find their way without reading all fragments. */
  private byte[] segmentIndex() {
    BoxWriter out = new BoxWriter();
    out.fullBox(
        "sidx",
        1,
        0,
        () -> {
          out.u32(tracks.get(0).id());
          out.u32(Micros.PER_SECOND);
          out.u64(Micros.between(zero, index.get(0).time()));
          out.u64(/* begins behind the box */ 0);
          out.u16(0);
          out.u16(index.size());
          for (int i = 0; i < index.size(); i++) {
            Instant next = i + 1 < index.size() ? index.get(i + 1).time() : end;
            out.u32(index.get(i).bytes());
            out.u32(Math.max(0, Micros.between(index.get(i).time(), next)));
            out.u32(/* starts with a key frame */ 0x9000_0000L);
          }
        });
    return out.toBytes();
  }

  /** What stands in front of the first fragment of a payload: ftyp and moov. */
  public static ByteBuffer headerOf(ByteBuffer payload) {
    BoxReader boxes = new BoxReader(payload.slice());
    while (boxes.next()) {
      if (boxes.type() == BoxType.MOOF) {
        return payload.slice(payload.position(), boxes.start());
      }
    }
    throw BoxReader.undecodable("a payload without a fragment");
  }
}
