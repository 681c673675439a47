package io.finalnvr.core.record;

import io.finalnvr.GapCause;
import java.time.Instant;
import java.util.OptionalLong;

/** What a camera's event log says about its footage. Times are on the timeline. */
public sealed interface LedgerEvent {

  /** A recording began with its first record. */
  record Started(Instant at) implements LedgerEvent {}

  /** The recording that ended last goes on after all: nothing is missing. */
  record Resumed(Instant at) implements LedgerEvent {}

  /** The recording begun last ended; where there is none, another cause holds from now on. */
  record Ended(Instant at, GapCause cause, String detail) implements LedgerEvent {}

  /** Inside of a recording frames are missing. */
  record Lost(
      Instant from,
      Instant to,
      GapCause cause,
      String detail,
      OptionalLong frames,
      OptionalLong bytes)
      implements LedgerEvent {}

  /** Here stands something that can't be read. */
  record Unreadable() implements LedgerEvent {}
}
