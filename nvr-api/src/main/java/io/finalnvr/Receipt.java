package io.finalnvr;

import io.finalnvr.media.EncodedFrame;
import java.time.Duration;

/**
 * Says that a frame is durable: it survives the end of every process and a power cut of the node.
 *
 * @param frame that is durable
 * @param latency from when the frame was received to when it became durable
 */
public record Receipt(EncodedFrame frame, Duration latency) {}
