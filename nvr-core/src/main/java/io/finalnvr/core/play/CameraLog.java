package io.finalnvr.core.play;

import io.finalnvr.spi.FrameLog;

/**
 * A camera and what was recorded of it.
 *
 * @param cameraId the camera
 * @param footage its log
 */
public record CameraLog(String cameraId, FrameLog footage) {}
