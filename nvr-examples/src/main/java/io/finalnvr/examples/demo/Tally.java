package io.finalnvr.examples.demo;

import io.finalnvr.examples.demo.Latencies.Percentiles;
import java.util.ArrayList;
import java.util.List;

/**
 * The sums of a {@link FrameLedger}.
 *
 * @param received frames that arrived
 * @param durable of them those with a receipt
 * @param dropped frames given up
 * @param delivered of those received, delivered unchanged by a live player
 * @param replayed of those received, delivered unchanged by a player that read the session again
 * @param different times that a player delivered a frame with other bytes, time or key flag
 * @param twice times that a frame turned up again where it must not
 * @param durableMillis from received to durable
 * @param durableMillisOfPictures the same of pictures alone
 * @param durableMillisOfSound the same of sound alone, which waits for the next picture first
 * @param deliveredMillis from received to delivered by the live player
 */
public record Tally(
    long received,
    long durable,
    long dropped,
    long delivered,
    long replayed,
    long different,
    long twice,
    Percentiles durableMillis,
    Percentiles durableMillisOfPictures,
    Percentiles durableMillisOfSound,
    Percentiles deliveredMillis) {

  /** What is not as it must be; empty when every frame came through. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (received == 0) {
      faults.add("no frame was received");
    }
    require(faults, received - durable, "received and not made durable");
    require(faults, received - delivered, "not delivered live");
    require(faults, received - replayed, "not replayed");
    require(faults, dropped, "dropped");
    require(faults, different, "delivered with other bytes than received");
    require(faults, twice, "there twice");
    return faults;
  }

  private static void require(List<String> faults, long count, String what) {
    if (count != 0) {
      faults.add("frames " + what + ": " + count);
    }
  }
}
