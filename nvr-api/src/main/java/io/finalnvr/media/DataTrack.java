package io.finalnvr.media;

import java.util.Objects;

/**
 * A track of timed data other than pictures and sound.
 *
 * @param id number of the track, 1 or more
 * @param mimeType what the frames are, for example {@code application/vnd.onvif.metadata}
 */
public record DataTrack(int id, String mimeType) implements Track {

  /** Checks the arguments. */
  public DataTrack {
    Tracks.requireId(id);
    Objects.requireNonNull(mimeType, "mimeType");
  }

  @Override
  public TrackKind kind() {
    return TrackKind.DATA;
  }
}
