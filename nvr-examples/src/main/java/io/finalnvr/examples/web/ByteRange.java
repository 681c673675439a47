package io.finalnvr.examples.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file are asked for (RFC 9110, 14.2).
 *
 * @param start of the first byte
 * @param end behind the last byte
 */
record ByteRange(long start, long end) {

  /** Nothing of the file is asked for: the answer is 416. */
  static final class Unsatisfiable extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static final Pattern FORM = Pattern.compile("bytes *= *(\\d{0,18}) *- *(\\d{0,18})");

  long length() {
    return end - start;
  }

  /**
   * Reads a header. What is malformed, or asks for several ranges, is as if it were not there, as
   * the RFC allows: the whole file is sent.
   *
   * @throws Unsatisfiable when the range lies behind the end
   */
  static Optional<ByteRange> of(String header, long length) throws Unsatisfiable {
    Matcher matcher = FORM.matcher(header.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? Optional.empty() : Optional.of(suffix(Long.parseLong(last), length));
    }
    long start = Long.parseLong(first);
    long end = last.isEmpty() ? length : Math.min(length, Long.parseLong(last) + 1);
    if (!last.isEmpty() && Long.parseLong(last) < start) {
      return Optional.empty();
    }
    return Optional.of(inside(start, end));
  }

  private static ByteRange suffix(long bytes, long length) throws Unsatisfiable {
    if (bytes == 0) {
      throw new Unsatisfiable();
    }
    return inside(Math.max(0, length - bytes), length);
  }

  private static ByteRange inside(long start, long end) throws Unsatisfiable {
    if (start >= end) {
      throw new Unsatisfiable();
    }
    return new ByteRange(start, end);
  }
}
