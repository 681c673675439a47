package io.finalnvr.core.analyze;

import io.finalnvr.Event;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisState;
import io.finalnvr.core.play.DecodedFrames;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an analysis needs of the engine, and tells it. Thread-safe. */
public interface AnalysisHost {

  /** Opens a player that decodes once for all outputs. */
  Player play(Playback playback, List<DecodedFrames.Output> outputs);

  /** How far the footage goes. */
  Optional<Instant> newestFootage();

  /** An event has begun or ended, and is durable. */
  void onEvent(Event event);

  /** An event starts recording, or keeps it going. May block. */
  void trigger(Event event);

  /** The state has changed. */
  void onState(Analysis analysis, AnalysisState state);

  /** The state is final. */
  void onOver(Analysis analysis);
}
