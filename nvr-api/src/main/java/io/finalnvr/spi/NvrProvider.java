package io.finalnvr.spi;

import io.finalnvr.Nvr;

/** Makes recorders; implemented by the engine. */
public interface NvrProvider {

  /** Opens a recorder. */
  Nvr open(NvrSettings settings);
}
