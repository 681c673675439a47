package io.finalnvr.media;

/**
 * One elementary stream of a camera. An immutable value: when the parameters of a stream change (a
 * new resolution, new parameter sets), its frames carry a new {@code Track} with the same {@link
 * #id()}.
 */
public sealed interface Track permits VideoTrack, AudioTrack, DataTrack {

  /** Number of the track, 1 or more, unique within its camera; the MP4 track_ID. */
  int id();

  /** What the track carries. */
  TrackKind kind();
}
