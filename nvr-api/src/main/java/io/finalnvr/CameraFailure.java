package io.finalnvr;

import java.time.Instant;

/**
 * Why a camera is not streaming.
 *
 * @param reason to act upon
 * @param message to show; names no credentials
 * @param since the instant of the first failure in a row
 * @param attempts how many attempts in a row failed
 * @param nextAttempt when the next attempt begins
 */
public record CameraFailure(
    CameraException.Reason reason,
    String message,
    Instant since,
    int attempts,
    Instant nextAttempt) {}
