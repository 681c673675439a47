package io.finalnvr.core.record;

import io.finalnvr.RecordingSchedule;
import io.finalnvr.spi.MediaSource;

/**
 * How a stream of a camera is recorded.
 *
 * @param name of its lease and its threads
 * @param footage its logs
 * @param source where it comes from
 * @param schedule when it is recorded
 * @param frameBudgetBytes bytes of frames not yet durable that it may hold
 * @param sharedBudget of the frames not yet durable of all streams
 * @param preRollBudgetBytes bytes of frames that it may hold in case of an event
 */
public record StreamSettings(
    String name,
    CameraFootage footage,
    MediaSource source,
    RecordingSchedule schedule,
    long frameBudgetBytes,
    SharedBudget sharedBudget,
    long preRollBudgetBytes) {}
