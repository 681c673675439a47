package io.finalnvr.pravega;

/** What was to be read was cut off by truncation. Never leaves this package. */
final class CutOffException extends Exception {

  private static final long serialVersionUID = 1L;

  CutOffException(Throwable cause) {
    super(cause);
  }

  CutOffException() {}
}
