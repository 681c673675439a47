/** The engine: what is behind {@link io.finalnvr.Nvr}. */
@NullMarked
package io.finalnvr.core;

import org.jspecify.annotations.NullMarked;
