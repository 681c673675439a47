package io.finalnvr.core;

import io.finalnvr.ConfigurationException;
import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyRequest;
import io.finalnvr.VerifyResult;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.Store;
import java.time.Instant;

/** Verifies a log: its form by the store, its payloads, where asked, by the engine. */
final class Verification {

  private Verification() {}

  static FrameLog named(Store store, String name) {
    try {
      return store.frameLog(name);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("no name of a log: " + e.getMessage(), e);
    }
  }

  static VerifyResult run(FrameLog log, VerifyRequest request, VerifyListener listener) {
    Instant from = request.from().orElse(Instant.MIN);
    Instant until = request.until().orElse(Instant.MAX);
    return log.verify(from, until, listener);
  }
}
