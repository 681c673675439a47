package io.finalnvr.examples.bench;

import org.HdrHistogram.Histogram;

/**
 * What seeks took, in nanoseconds.
 *
 * @param lookup in the index, of the key frame before the instant
 * @param frame until a player delivered the frame that was asked for
 * @param keyPicture until the picture of the key frame before was decoded
 * @param picture until the picture that was asked for was decoded
 */
record SeekTimes(Histogram lookup, Histogram frame, Histogram keyPicture, Histogram picture) {

  SeekTimes() {
    this(new Histogram(3), new Histogram(3), new Histogram(3), new Histogram(3));
  }
}
