package io.finalnvr.pravega;

import jdk.jfr.Category;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * In flight recordings: a piece of a stream was asked for, as searches do. Off unless asked for.
 */
@Name("io.finalnvr.StoreRead")
@Label("Store Read")
@Category("FinalNVR")
@Enabled(false)
@StackTrace(false)
final class StoreRead extends Event {

  @Label("Stream")
  final String stream;

  @Label("Offset")
  final long offset;

  @Label("Bytes Asked For")
  final int bytes;

  StoreRead(String stream, long offset, int bytes) {
    this.stream = stream;
    this.offset = offset;
    this.bytes = bytes;
  }
}
