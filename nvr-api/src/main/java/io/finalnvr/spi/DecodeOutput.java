package io.finalnvr.spi;

import io.finalnvr.media.DecodeRequest;
import java.util.Objects;

/**
 * Pictures that are wanted of what is decoded, and who gets them.
 *
 * @param request which pictures
 * @param handler gets them
 */
public record DecodeOutput(DecodeRequest request, DecodeHandler handler) {

  /** Checks the arguments. */
  public DecodeOutput {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(handler, "handler");
  }
}
