package io.finalnvr.analysis;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import java.time.Duration;
import java.util.List;

/**
 * Looks at the pictures of one camera and says what it sees.
 *
 * <p>Lifecycle: made anew for each stretch of footage, and after each failure; {@link #request()},
 * {@link #warmUp()} and {@link #linger()} are asked once. Then come pictures before the stretch, if
 * it asks for a warm-up, whose results nobody wants; {@link #restore} where an analysis before this
 * one was interrupted; and the pictures of the stretch. Last {@link #close()}.
 *
 * <p>Threads: all calls are made by one thread, which is the analyser's own. It may take its time:
 * live it is given the newest picture when it is done, and those that came meanwhile are left out
 * and counted; over the past no picture is left out. Neither recording nor another analyser waits.
 *
 * <p>Errors: whatever it throws is reported and counted; another one is made after a pause, and
 * tries the same picture again, three times in all, live once. A {@link
 * io.finalnvr.ConfigurationException} ends the analysis instead: another one would say the same.
 *
 * <pre>{@code
 * nvr.analyze("gate", AnalysisRequest.live().with("bright", () -> frame ->
 *     frame.data().get(0) < 0 ? List.of(Detection.of("bright", 1)) : List.of()));
 * }</pre>
 */
@FunctionalInterface
public interface FrameAnalyzer extends AutoCloseable {

  /**
   * Says what is to be seen in a picture.
   *
   * @param frame comes in the order of time
   * @return each thing that is seen; empty for nothing
   * @throws Exception when it can't tell
   */
  List<Detection> analyze(DecodedFrame frame) throws Exception;

  /**
   * Which pictures it wants: how many a second at most, their size, the format of their pixels.
   * Default: 5 a second in grey, within 640 x 360.
   */
  default DecodeRequest request() {
    return AnalysisDefaults.REQUEST;
  }

  /** How much of the footage before it wants to see first. Default: none. */
  default Duration warmUp() {
    return Duration.ZERO;
  }

  /**
   * How long something with a {@link Detection#track()} may be out of sight before its event ends.
   * Default: 1 s.
   */
  default Duration linger() {
    return AnalysisDefaults.LINGER;
  }

  /** Footage is missing between the picture before and the next. Default: does nothing. */
  default void onGap() {}

  /**
   * What another analyser needs to go on after the picture seen last, beside the warm-up: numbers
   * of tracks, say. It is kept with each result, so it should be short: 4,096 characters at most.
   * Default: nothing.
   */
  default String state() {
    return "";
  }

  /** Goes on after the picture after which another one gave this {@link #state()}. */
  default void restore(String state) {}

  /** Gives back what it holds. Default: does nothing. */
  @Override
  default void close() {}
}
