package io.finalnvr.core.analyze;

import io.finalnvr.ConfigurationException;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.FrameRate;
import java.util.List;
import java.util.Optional;

/** One request to a decoder that serves several analysers. Pure. */
final class SharedRequest {

  private SharedRequest() {}

  /**
   * The request for all.
   *
   * @throws ConfigurationException where one decoder can't serve them
   */
  static DecodeRequest of(List<DecodeRequest> wanted) {
    DecodeRequest first = wanted.get(0);
    if (wanted.stream().allMatch(first::equals)) {
      return first;
    }
    for (DecodeRequest other : wanted) {
      if (!other.size().equals(first.size())
          || other.format() != first.format()
          || other.keyFramesOnly() != first.keyFramesOnly()) {
        throw new ConfigurationException(
            "analysers of one analysis share a decoder and must ask for pictures of the same"
                + " format and size; analyse others by themselves");
      }
    }
    return new DecodeRequest(first.format(), first.size(), Optional.empty(), first.keyFramesOnly());
  }

  /** Which pictures of the shared request are for one of the analysers; empty for all. */
  static Optional<FrameRate> pick(DecodeRequest shared, DecodeRequest wanted) {
    return shared.rate().equals(wanted.rate()) ? Optional.empty() : wanted.rate();
  }
}
