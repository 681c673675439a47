package io.finalnvr.analysis;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import java.time.Duration;

/** What analysers get that do not say. */
final class AnalysisDefaults {

  static final DecodeRequest REQUEST =
      DecodeRequest.of(PixelFormat.GREY8).size(PictureSize.within(640, 360)).atMost(5);

  static final Duration LINGER = Duration.ofSeconds(1);

  private AnalysisDefaults() {}
}
