/**
 * How frames get from a camera into its frame log.
 *
 * <pre>
 * CameraLink -- SourceFrame --> FramePlacer -- EncodedFrame --> FrameQueue --> RecordLoop --> FrameLog
 * (connects, retries)           (timeline)                     (bounded)      (durable, receipts)
 * </pre>
 *
 * {@code CameraRecorder} holds these together; {@code Ledger} keeps what happened, and {@code
 * TimelineFold} makes a timeline of it.
 */
@NullMarked
package io.finalnvr.core.record;

import org.jspecify.annotations.NullMarked;
