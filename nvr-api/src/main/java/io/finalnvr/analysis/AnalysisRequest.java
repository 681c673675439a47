package io.finalnvr.analysis;

import io.finalnvr.CameraStream;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Event;
import io.finalnvr.TimeRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What is to be analysed. An immutable value.
 *
 * <pre>{@code
 * AnalysisRequest.live()
 *     .with("motion", () -> nvr.motionDetector(MotionSettings.standard()))
 *     .triggering("motion", 0.1)
 *     .onEvent(event -> System.out.println(event));
 * }</pre>
 *
 * @param range what has been or will be recorded in it; empty for live, without end
 * @param stream of the camera
 * @param analyzers what makes each analyser, by its name
 * @param triggers which events start recording
 * @param eventListeners who is called with events
 * @param frameListeners who is called with what is seen
 */
public record AnalysisRequest(
    Optional<TimeRange> range,
    CameraStream stream,
    Map<String, Supplier<? extends FrameAnalyzer>> analyzers,
    List<TriggerRule> triggers,
    List<Consumer<Event>> eventListeners,
    List<Consumer<AnalyzedFrame>> frameListeners) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

  /**
   * Events of a label that start recording, where the schedule records on events.
   *
   * @param label of the events
   * @param minScore the least score
   */
  public record TriggerRule(String label, double minScore) {
    /** Checks the arguments. */
    public TriggerRule {
      Objects.requireNonNull(label, "label");
      if (!(minScore >= 0 && minScore <= 1)) {
        throw new ConfigurationException(
            "a least score of %s; it must be between 0 and 1".formatted(minScore));
      }
    }
  }

  /** Checks the arguments and copies the collections. */
  public AnalysisRequest {
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(stream, "stream");
    analyzers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(analyzers));
    triggers = List.copyOf(triggers);
    eventListeners = List.copyOf(eventListeners);
    frameListeners = List.copyOf(frameListeners);
    if (range.isPresent() && range.get().duration().isZero()) {
      throw new ConfigurationException("there is nothing to analyse in an empty range");
    }
    for (String name : analyzers.keySet()) {
      if (!NAME.matcher(name).matches()) {
        throw new ConfigurationException(
            "an analyser can't be called '%s': lower-case letters, digits and hyphens, 1 to 40"
                .formatted(name));
      }
    }
  }

  /**
   * What is recorded from now on, as it becomes durable. One that was interrupted less than ten
   * minutes ago goes on where it stopped, as fast as it can, until it is live again.
   */
  public static AnalysisRequest live() {
    return new AnalysisRequest(
        Optional.empty(), CameraStream.MAIN, Map.of(), List.of(), List.of(), List.of());
  }

  /** A range, as fast as it can be decoded. What is analysed of it under the same name is kept. */
  public static AnalysisRequest of(TimeRange range) {
    return new AnalysisRequest(
        Optional.of(range), CameraStream.MAIN, Map.of(), List.of(), List.of(), List.of());
  }

  /**
   * The same with one more analyser. Each frame is decoded once for all of them, whatever pictures
   * they want.
   *
   * @param name under which its results are kept: lower-case letters, digits and hyphens. Results
   *     of another kind, or with other settings, want another name
   * @param analyzer makes one; called again after failures
   * @throws ConfigurationException when there is one of that name
   */
  public AnalysisRequest with(String name, Supplier<? extends FrameAnalyzer> analyzer) {
    Map<String, Supplier<? extends FrameAnalyzer>> more = new LinkedHashMap<>(analyzers);
    if (more.containsKey(name)) {
      throw new ConfigurationException(
          "there are two analysers '%s'; give one of them another name".formatted(name));
    }
    more.put(name, Objects.requireNonNull(analyzer, "analyzer"));
    return new AnalysisRequest(range, stream, more, triggers, eventListeners, frameListeners);
  }

  /** The same of another stream of the camera. Default: the main stream. */
  public AnalysisRequest stream(CameraStream stream) {
    return new AnalysisRequest(range, stream, analyzers, triggers, eventListeners, frameListeners);
  }

  /**
   * The same, where events with a label start recording and keep it going while they last. As
   * analysers see what is recorded only, this makes sense where the other stream of the camera is
   * recorded on events, or the same one is recorded at other times.
   *
   * @param minScore the least score
   */
  public AnalysisRequest triggering(String label, double minScore) {
    List<TriggerRule> more = plus(triggers, new TriggerRule(label, minScore));
    return new AnalysisRequest(range, stream, analyzers, more, eventListeners, frameListeners);
  }

  /**
   * The same with somebody who is called with each event that is durable, on the analyser's thread:
   * when it begins, with the attribute {@link Event#ONGOING}, and when it has ended.
   */
  public AnalysisRequest onEvent(Consumer<Event> listener) {
    List<Consumer<Event>> more = plus(eventListeners, listener);
    return new AnalysisRequest(range, stream, analyzers, triggers, more, frameListeners);
  }

  /**
   * The same with somebody who is called with what is seen in each picture, also where that is
   * nothing, when it is durable, on the analyser's thread.
   */
  public AnalysisRequest onFrame(Consumer<AnalyzedFrame> listener) {
    List<Consumer<AnalyzedFrame>> more = plus(frameListeners, listener);
    return new AnalysisRequest(range, stream, analyzers, triggers, eventListeners, more);
  }

  private static <T> List<T> plus(List<T> list, T one) {
    List<T> more = new ArrayList<>(list);
    more.add(Objects.requireNonNull(one, "listener"));
    return more;
  }
}
