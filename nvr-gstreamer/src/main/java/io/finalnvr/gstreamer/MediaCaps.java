package io.finalnvr.gstreamer;

import io.finalnvr.media.Codec;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Fixed caps, read from their text form.
 *
 * @param mediaType for example {@code video/x-h264}
 * @param fields without their types, for example {@code width} = {@code 640}
 */
record MediaCaps(String mediaType, Map<String, String> fields) {

  MediaCaps {
    fields = Map.copyOf(fields);
  }

  /** Reads text such as {@code video/x-h264, width=(int)640, codec_data=(buffer)01640020}. */
  static MediaCaps parse(String text) {
    int[] position = {0};
    String mediaType = until(text, position, ",;(").strip();
    skipFeatures(text, position);
    Map<String, String> fields = new LinkedHashMap<>();
    while (position[0] < text.length() && text.charAt(position[0]) != ';') {
      position[0]++;
      String key = until(text, position, "=;").strip();
      if (position[0] >= text.length() || text.charAt(position[0]) == ';') {
        break;
      }
      position[0]++;
      fields.put(key, value(text, position));
    }
    return new MediaCaps(mediaType, fields);
  }

  private static void skipFeatures(String text, int[] position) {
    if (position[0] < text.length() && text.charAt(position[0]) == '(') {
      until(text, position, ")");
      position[0] = Math.min(text.length(), position[0] + 1);
    }
  }

  private static String value(String text, int[] position) {
    if (position[0] < text.length() && text.charAt(position[0]) == '(') {
      until(text, position, ")");
      position[0] = Math.min(text.length(), position[0] + 1);
    }
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    int depth = 0;
    for (; position[0] < text.length(); position[0]++) {
      char c = text.charAt(position[0]);
      if (c == '\\' && position[0] + 1 < text.length()) {
        value.append(text.charAt(++position[0]));
        continue;
      }
      if (c == '"') {
        quoted = !quoted;
        continue;
      }
      if (!quoted) {
        depth += "<{[".indexOf(c) >= 0 ? 1 : ">}]".indexOf(c) >= 0 ? -1 : 0;
        if (depth <= 0 && (c == ',' || c == ';')) {
          break;
        }
      }
      value.append(c);
    }
    return value.toString().strip();
  }

  private static String until(String text, int[] position, String ends) {
    int start = position[0];
    while (position[0] < text.length() && ends.indexOf(text.charAt(position[0])) < 0) {
      position[0]++;
    }
    return text.substring(start, position[0]);
  }

  Optional<String> text(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  OptionalInt number(String field) {
    try {
      String value = fields.get(field);
      return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** The bytes of {@code codec_data}, empty where there are none. */
  ByteBuffer codecData() {
    try {
      return ByteBuffer.wrap(HexFormat.of().parseHex(fields.getOrDefault("codec_data", "")));
    } catch (IllegalArgumentException e) {
      return ByteBuffer.allocate(0);
    }
  }

  /** The codec, where it is one of those that can be recorded. */
  Optional<Codec> codec() {
    return switch (mediaType) {
      case "video/x-h264" -> Optional.of(Codec.H264);
      case "video/x-h265" -> Optional.of(Codec.H265);
      case "image/jpeg" -> Optional.of(Codec.MJPEG);
      case "audio/mpeg" ->
          text("mpegversion").isPresent() && !text("mpegversion").get().equals("1")
              ? Optional.of(Codec.AAC)
              : Optional.empty();
      case "audio/x-mulaw" -> Optional.of(Codec.PCMU);
      case "audio/x-alaw" -> Optional.of(Codec.PCMA);
      case "audio/x-opus" -> Optional.of(Codec.OPUS);
      default -> Optional.empty();
    };
  }
}
