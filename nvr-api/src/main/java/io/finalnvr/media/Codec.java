package io.finalnvr.media;

/**
 * How the frames of a track are encoded, and the one bitstream form in which {@link
 * EncodedFrame#data()} carries them.
 */
public enum Codec {
  /** H.264 / AVC: length-prefixed NAL units (4 bytes), codec data avcC, ISO/IEC 14496-15. */
  H264(TrackKind.VIDEO),
  /** H.265 / HEVC: length-prefixed NAL units (4 bytes), codec data hvcC, ISO/IEC 14496-15. */
  H265(TrackKind.VIDEO),
  /** Motion JPEG: one JPEG image per frame, every frame a key frame, no codec data. */
  MJPEG(TrackKind.VIDEO),
  /** AAC: raw access units without ADTS, codec data AudioSpecificConfig, ISO/IEC 14496-3. */
  AAC(TrackKind.AUDIO),
  /** G.711 µ-law, 8 bits a sample, no codec data. */
  PCMU(TrackKind.AUDIO),
  /** G.711 A-law, 8 bits a sample, no codec data. */
  PCMA(TrackKind.AUDIO),
  /** Opus packets, codec data OpusHead without its magic (the dOps box body), RFC 7845. */
  OPUS(TrackKind.AUDIO);

  private final TrackKind kind;

  Codec(TrackKind kind) {
    this.kind = kind;
  }

  /** Whether the codec carries video or audio. */
  public TrackKind kind() {
    return kind;
  }
}
