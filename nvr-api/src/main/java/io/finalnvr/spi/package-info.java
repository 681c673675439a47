/**
 * What adapters implement. Applications need nothing from here, save to open a store themselves.
 *
 * <ul>
 *   <li>{@link io.finalnvr.spi.Store} with {@link io.finalnvr.spi.FrameLog} ({@link
 *       io.finalnvr.spi.FrameLogWriter}, {@link io.finalnvr.spi.FrameLogReader}) and {@link
 *       io.finalnvr.spi.VersionedMap}, found through {@link io.finalnvr.spi.StoreProvider}
 *   <li>{@link io.finalnvr.spi.MediaSource}, {@link io.finalnvr.spi.MediaSession}, found through
 *       {@link io.finalnvr.spi.MediaSourceProvider}
 *   <li>{@link io.finalnvr.spi.MediaDecoder} with {@link io.finalnvr.spi.DecodeSession} and {@link
 *       io.finalnvr.spi.DecodeOutput}, found through {@link io.finalnvr.spi.MediaDecoderProvider}
 *   <li>{@link io.finalnvr.spi.WebRtcSession}, opened by {@link io.finalnvr.spi.WebRtcProvider}
 *   <li>{@link io.finalnvr.spi.KeyProvider}: where keys come from, to encrypt what is stored
 *   <li>{@link io.finalnvr.spi.FrameAnalyzerProvider}: analysers to choose by name
 *   <li>{@link io.finalnvr.spi.NvrProvider}: the engine
 * </ul>
 *
 * Providers are found by {@link java.util.ServiceLoader}. No match is an error that names the
 * artifact to add, two matches are an error that names both. The artifact {@code nvr-testkit} holds
 * contract suites that every implementation must pass.
 */
@NullMarked
package io.finalnvr.spi;

import org.jspecify.annotations.NullMarked;
