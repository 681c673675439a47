package io.finalnvr.media;

/** What a track carries. */
public enum TrackKind {
  /** Pictures. */
  VIDEO,
  /** Sound. */
  AUDIO,
  /** Anything else that is timed, for example ONVIF metadata. */
  DATA
}
