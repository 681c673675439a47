package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.TimeRange;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows of gaps what another finder knows; that something can't be found out is no failure. */
record LenientGapFinder(String cameraId, GapFinder target) implements GapFinder {

  private static final Logger log = LoggerFactory.getLogger(LenientGapFinder.class);

  @Override
  public Optional<Gap> between(Instant from, Instant to) {
    try {
      return target.between(from, to);
    } catch (NvrException e) {
      log.warn("{}: cause of the gap at {} can't be read", cameraId, from, e);
      return Optional.empty();
    }
  }

  @Override
  public void foundDamaged(TimeRange stretch) {
    target.foundDamaged(stretch);
  }
}
