package io.finalnvr.core.mp4;

import io.finalnvr.media.Track;

/**
 * A sample of a fragment.
 *
 * @param decodeMicros decode time on the clock of the file
 * @param timeMicros presentation time on it
 * @param offset of its bytes in the payload
 */
record Sample(
    Track track,
    long decodeMicros,
    long timeMicros,
    long durationMicros,
    int flags,
    int offset,
    int size) {}
