package io.finalnvr.core;

import io.finalnvr.Nvr;
import io.finalnvr.spi.NvrProvider;
import io.finalnvr.spi.NvrSettings;

/** Makes the engine; found by {@link java.util.ServiceLoader}. */
public final class NvrEngineProvider implements NvrProvider {

  /** For {@link java.util.ServiceLoader}. */
  public NvrEngineProvider() {}

  @Override
  public Nvr open(NvrSettings settings) {
    return NvrEngine.open(settings);
  }
}
