package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.Camera;
import io.finalnvr.Nvr;
import io.finalnvr.NvrException;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.analysis.MotionSettings;
import io.finalnvr.examples.console.Json;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects motion live, in front of the cameras for which that was turned on; which ones is kept in
 * the store, so that it goes on after a restart. Tells open pages what is seen. Thread-safe.
 */
final class Analyses implements AutoCloseable {

  /** Under which name results are kept. */
  static final String MOTION = "motion";

  private static final Logger log = LoggerFactory.getLogger(Analyses.class);
  private static final int MOST_AT_A_TIME = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Nvr nvr;
  private final VersionedMap settings;
  private final StateFeed feed;
  private final Map<String, Analysis> running = new HashMap<>();
  private final List<Analysis> past = new ArrayList<>();

  /** Cameras of which pages were told last that something is seen. */
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  Analyses(Nvr nvr, VersionedMap settings, StateFeed feed) {
    this.nvr = nvr;
    this.settings = settings;
    this.feed = feed;
  }

  /** Goes on with what was turned on. */
  void resume() {
    for (Camera camera : nvr.cameras()) {
      try {
        settings(camera.id()).ifPresent(motion -> begin(camera.id(), motion));
      } catch (NvrException e) {
        log.warn("motion of camera {} is not detected: {}", camera.id(), e.getMessage());
      }
    }
  }

  /** How motion is detected; empty where it is not. */
  Optional<MotionSettings> settings(String camera) {
    Optional<Versioned> entry = settings.get(camera);
    try {
      JsonNode motion = entry.isPresent() ? JSON.readTree(entry.get().value()).get(MOTION) : null;
      if (motion == null) {
        return Optional.empty();
      }
      // A number is the sensitivity: once that was all that could be set.
      return Optional.of(
          motion.isNumber()
              ? MotionSettings.standard().sensitivity(motion.asDouble())
              : MotionJson.read(motion));
    } catch (IOException | HttpResponseException e) {
      log.warn("the settings of the analysis of camera {} can't be read", camera, e);
      return Optional.empty();
    }
  }

  /** Whether motion is detected in front of a camera now. */
  synchronized boolean isOn(String camera) {
    return running.containsKey(camera);
  }

  /** Turns it on, or changes it. */
  void turnOn(String camera, MotionSettings motion) {
    byte[] value =
        Json.write(Json.object(MOTION, MotionJson.view(motion))).getBytes(StandardCharsets.UTF_8);
    settings.put(camera, value, version(camera));
    end(camera);
    begin(camera, motion);
  }

  /** Turns it off; what was seen stays. */
  void turnOff(String camera) {
    settings.get(camera).ifPresent(entry -> settings.remove(camera, entry.version()));
    end(camera);
  }

  private long version(String camera) {
    return settings.get(camera).map(Versioned::version).orElse(VersionedMap.ABSENT);
  }

  private synchronized void begin(String camera, MotionSettings motion) {
    AnalysisRequest request =
        AnalysisRequest.live().with(MOTION, () -> nvr.motionDetector(motion)).onFrame(this::tell);
    running.put(camera, nvr.analyze(camera, request));
  }

  /** The one that runs live. */
  synchronized Optional<Analysis> live(String camera) {
    return Optional.ofNullable(running.get(camera));
  }

  /** Those of footage of the past that are not over. */
  synchronized List<Analysis> past() {
    past.removeIf(analysis -> analysis.state().isFinal());
    return List.copyOf(past);
  }

  /** Analyses footage of the past; empty where enough is being analysed already. */
  synchronized Optional<Analysis> analyze(String camera, TimeRange range, MotionSettings motion) {
    if (past().size() >= MOST_AT_A_TIME) {
      return Optional.empty();
    }
    Analysis analysis =
        nvr.analyze(
            camera, AnalysisRequest.of(range).with(MOTION, () -> nvr.motionDetector(motion)));
    past.add(analysis);
    return Optional.of(analysis);
  }

  private synchronized void end(String camera) {
    Analysis analysis = running.remove(camera);
    if (analysis != null) {
      analysis.close();
    }
  }

  /** Pictures in which nothing is seen are told of only after one in which something was. */
  private void tell(AnalyzedFrame frame) {
    if (!frame.detections().isEmpty()) {
      seen.add(frame.cameraId());
      feed.seen(frame);
    } else if (seen.remove(frame.cameraId())) {
      feed.seen(frame);
    }
  }

  @Override
  public synchronized void close() {
    running.values().forEach(Analysis::close);
    running.clear();
    past.forEach(Analysis::close);
    past.clear();
  }
}
