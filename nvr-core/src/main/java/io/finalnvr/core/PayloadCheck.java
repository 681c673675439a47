package io.finalnvr.core;

import io.finalnvr.Breach;
import io.finalnvr.Breach.Part;
import io.finalnvr.Breach.Rule;
import io.finalnvr.MediaException;
import io.finalnvr.VerifyListener;
import io.finalnvr.core.mp4.PayloadReader;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the payloads of records that come in order. Not thread-safe. */
final class PayloadCheck {

  /** Sound may be that far from the picture it comes with. */
  private static final Duration BEFORE = Duration.ofSeconds(10);

  /** Others put all frames up to the next key frame into one record. */
  private static final Duration AFTER = Duration.ofSeconds(60);

  private final VerifyListener listener;
  private final Map<Integer, Instant> lastDecodeTimes = new HashMap<>();
  private PayloadReader payloads = new PayloadReader();
  private boolean aligned;
  private long breaches;

  PayloadCheck(VerifyListener listener) {
    this.listener = listener;
  }

  long breaches() {
    return breaches;
  }

  /** Something was passed over; what follows begins with a record to decode from. */
  void broken(LogBreak gap, boolean isTold) {
    aligned = false;
    lastDecodeTimes.clear();
    if (gap.cause() == LogBreak.Cause.DAMAGED && !isTold) {
      breach(
          gap.from(),
          Rule.PAYLOAD,
          "can't be read up to %d; encrypted, it was changed, or is that of another place"
              .formatted(gap.to()));
    }
  }

  void record(StoredFrame record) {
    if (record.discontinuity()) {
      lastDecodeTimes.clear();
    }
    if (record.randomAccess()) {
      aligned = true;
      // What came before must not be needed.
      payloads = new PayloadReader();
    }
    if (!aligned) {
      return;
    }
    try {
      List<EncodedFrame> frames =
          payloads.read(
              record.time(), record.randomAccess(), record.discontinuity(), record.payload());
      if (record.randomAccess() && payloads.tracks().isEmpty()) {
        breach(record, Rule.PAYLOAD_START, "no description of the tracks");
        aligned = false;
      } else if (frames.isEmpty()) {
        breach(record, Rule.PAYLOAD, "no frame in it");
      }
      frames.forEach(frame -> checkTime(record, frame));
    } catch (MediaException e) {
      breach(record, Rule.PAYLOAD, String.valueOf(e.getMessage()));
    }
  }

  private void checkTime(StoredFrame record, EncodedFrame frame) {
    Instant decoded = frame.decodeTime();
    if (decoded.isBefore(record.time().minus(BEFORE))
        || decoded.isAfter(record.time().plus(AFTER))) {
      breach(
          record,
          Rule.PAYLOAD_TIME,
          "a frame of track %d has time %s".formatted(frame.track().id(), decoded));
    }
    Instant last = lastDecodeTimes.put(frame.track().id(), decoded);
    if (last != null && decoded.isBefore(last)) {
      breach(
          record,
          Rule.PAYLOAD_TIME,
          "a frame of track %d goes back from %s to %s"
              .formatted(frame.track().id(), last, decoded));
    }
  }

  private void breach(StoredFrame record, Rule rule, String detail) {
    breach(record.position(), rule, detail);
  }

  private void breach(long position, Rule rule, String detail) {
    breaches++;
    listener.onBreach(new Breach(Part.DATA, position, rule, detail));
  }
}
