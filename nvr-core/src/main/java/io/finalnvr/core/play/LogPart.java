package io.finalnvr.core.play;

import io.finalnvr.media.Track;
import io.finalnvr.spi.IndexEntry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * A stretch of a log without a hole, whose records count from one epoch and have the same tracks.
 *
 * @param camera number of the camera
 * @param from position of its first record, from which decoding can start
 * @param to position after its last record
 * @param header what stands in front of each of its random-access records
 * @param epoch the instant that decode time 0 stands for
 * @param tracks that it has
 * @param decodeStart when its first frame is decoded
 * @param start when its first frame is shown
 * @param end when the last frame ends that belongs to the range
 * @param keys where decoding can start inside, as far as the index tells
 */
record LogPart(
    int camera,
    long from,
    long to,
    ByteBuffer header,
    Instant epoch,
    List<Track> tracks,
    Instant decodeStart,
    Instant start,
    Instant end,
    List<IndexEntry> keys) {}
