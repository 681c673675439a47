package io.finalnvr.core.record;

import io.finalnvr.GapCause;

/** Why a recording has no end in the ledger. */
record Unended(GapCause cause, String detail) {

  static Unended processEnded() {
    return new Unended(GapCause.CRASHED, "the recorder ended without closing the recording");
  }

  /** The process may be stopped, cut off from the store, or on a machine that is gone. */
  static Unended leaseExpired(String holder) {
    return new Unended(
        GapCause.FENCED,
        "%s had not renewed its lease for %d s; another recorder took over"
            .formatted(holder, Leases.EXPIRY.toSeconds()));
  }
}
