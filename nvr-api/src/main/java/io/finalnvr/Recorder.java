package io.finalnvr;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Records one camera until closed, as its {@link RecordingSchedule} says. Where the camera has a
 * sub stream, that is recorded too; states, receipts and listeners are of the main stream.
 *
 * <p>States: {@link RecorderState}. A camera that can't be reached, or a store that does not
 * answer, is tried again for ever, with growing pauses; every hole that arises is a {@link Gap}
 * with a cause. Thread-safe.
 */
public interface Recorder extends AutoCloseable {

  /** The camera that is recorded. */
  String cameraId();

  /** What the recorder is doing. */
  RecorderState state();

  /** Why the recorder is in its state, for people; never empty. */
  String reason();

  /** Counts of the main stream since the recorder was started. */
  RecorderStatistics statistics();

  /** Counts of a stream since the recorder was started; empty where the camera has none such. */
  Optional<RecorderStatistics> statistics(CameraStream stream);

  /**
   * The end of the newest frame up to which every frame that was not dropped is durable; empty
   * before the first receipt.
   */
  Optional<Instant> durableUntil();

  /** Completes when every frame to be recorded that was received before is durable or dropped. */
  CompletableFuture<Void> flush();

  /** Adds a listener; it is told of every frame from now on. */
  void addListener(RecorderListener listener);

  /** Removes a listener. */
  void removeListener(RecorderListener listener);

  /**
   * Disconnects the camera, makes durable what was received, and ends the recording in good order.
   * Idempotent; takes 15 s at most.
   */
  @Override
  void close();
}
