package io.finalnvr.core.mp4;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.DataTrack;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a sample entry; the counterpart of {@link SampleEntry}, and of what others write. */
final class SampleEntryReader {

  private static final int VIDEO_BOXES = 78;
  private static final int AUDIO_BOXES = 28;
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private SampleEntryReader() {}

  /** The track, or nothing where the codec is none of ours. */
  static Optional<Track> read(int id, int type, ByteBuffer entry) {
    return switch (BoxType.name(type)) {
      case "avc1", "avc3" -> video(id, Codec.H264, entry, lengthPrefixed(entry, "avcC", 4));
      case "hvc1", "hev1" -> video(id, Codec.H265, entry, lengthPrefixed(entry, "hvcC", 21));
      case "jpeg", "mjpa" -> video(id, Codec.MJPEG, entry, NONE);
      case "mp4v" ->
          ElementaryStream.read(child(entry, VIDEO_BOXES, "esds")).objectType()
                  == ElementaryStream.JPEG
              ? video(id, Codec.MJPEG, entry, NONE)
              : Optional.empty();
      case "mp4a" -> aac(id, entry);
      case "Opus" -> audio(id, Codec.OPUS, entry, child(entry, audioBoxes(entry), "dOps"));
      case "alaw" -> audio(id, Codec.PCMA, entry, NONE);
      case "ulaw" -> audio(id, Codec.PCMU, entry, NONE);
      case "mett" -> Optional.of(new DataTrack(id, mimeType(entry)));
      default -> Optional.empty();
    };
  }

  private static Optional<Track> video(int id, Codec codec, ByteBuffer entry, ByteBuffer data) {
    int width = entry.getShort(24) & 0xffff;
    int height = entry.getShort(26) & 0xffff;
    return Optional.of(new VideoTrack(id, codec, width, height, data));
  }

  private static ByteBuffer lengthPrefixed(ByteBuffer entry, String type, int lengthSizeAt) {
    ByteBuffer configuration = child(entry, VIDEO_BOXES, type);
    boolean version1 = configuration.limit() > lengthSizeAt && configuration.get(0) == 1;
    if (version1 && (configuration.get(lengthSizeAt) & 3) != 3) {
      throw BoxReader.undecodable(type + " with NAL unit lengths of other than 4 bytes");
    }
    return configuration;
  }

  private static Optional<Track> aac(int id, ByteBuffer entry) {
    ElementaryStream.Decoder decoder =
        ElementaryStream.read(child(entry, audioBoxes(entry), "esds"));
    return decoder.objectType() == ElementaryStream.AAC
        ? audio(id, Codec.AAC, entry, decoder.configuration())
        : Optional.empty();
  }

  private static Optional<Track> audio(int id, Codec codec, ByteBuffer entry, ByteBuffer data) {
    int channels = entry.getShort(16);
    int rate = entry.getShort(24) & 0xffff;
    if (rate == 0 && codec == Codec.AAC) {
      rate = AacConfig.sampleRate(data.duplicate());
    }
    return Optional.of(new AudioTrack(id, codec, rate, channels, data));
  }

  /** Where the boxes of an audio entry begin; QuickTime has longer forms of it. */
  private static int audioBoxes(ByteBuffer entry) {
    return switch (entry.getShort(8)) {
      case 1 -> AUDIO_BOXES + 16;
      case 2 -> AUDIO_BOXES + 36;
      default -> AUDIO_BOXES;
    };
  }

  private static ByteBuffer child(ByteBuffer entry, int from, String type) {
    ByteBuffer found = MovieReader.find(entry.slice(from, entry.limit() - from), BoxType.of(type));
    if (found == null) {
      throw BoxReader.undecodable("MP4 sample entry without '%s'".formatted(type));
    }
    return found;
  }

  private static String mimeType(ByteBuffer entry) {
    byte[] text = new byte[entry.limit() - 8];
    entry.get(8, text);
    String[] strings = new String(text, StandardCharsets.US_ASCII).split("\0", 3);
    return strings.length > 1 ? strings[1] : "";
  }
}
