package io.finalnvr.core.mp4;

import io.finalnvr.media.Track;
import java.util.List;
import java.util.Optional;

/**
 * A track as a {@code moov} declares it.
 *
 * @param timescale units in a second
 * @param descriptions by sample description index - 1; empty where the codec is none of ours
 * @param defaults of its samples in fragments
 */
record MovieTrack(
    int id, long timescale, List<Optional<Track>> descriptions, SampleDefaults defaults) {

  /** What holds for a sample of which nothing else is said. */
  record SampleDefaults(int description, long duration, int size, int flags) {

    static final SampleDefaults NONE = new SampleDefaults(1, 0, 0, 0);
  }

  Optional<Track> description(int index) {
    return descriptions.get(index - 1);
  }

  long micros(long time) {
    return Micros.rescale(time, timescale, Micros.PER_SECOND);
  }

  MovieTrack with(SampleDefaults newDefaults) {
    return new MovieTrack(id, timescale, descriptions, newDefaults);
  }
}
