package io.finalnvr.spi;

import io.finalnvr.NvrListener;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What {@link io.finalnvr.NvrBuilder} hands to the engine.
 *
 * @param store an open store of the caller's, else empty
 * @param storeConfig the store to open, where {@code store} is empty
 * @param keyProvider what is stored is encrypted with, else empty
 * @param keyFile the file with the keys, where {@code keyProvider} is empty
 * @param frameBudgetBytes bytes of frames not yet durable that a camera may hold
 * @param totalFrameBudgetBytes bytes of frames not yet durable that all cameras may hold together
 * @param preRollBudgetBytes bytes of frames that a stream may hold in case of an event
 * @param clock the wall clock
 * @param listeners told from the first moment on
 * @param mediaSources beside those found by ServiceLoader; they win for their schemes
 * @param mediaDecoder in place of the one found by ServiceLoader
 * @param webRtc in place of the one found by ServiceLoader
 */
public record NvrSettings(
    Optional<Store> store,
    Optional<StoreConfig> storeConfig,
    Optional<KeyProvider> keyProvider,
    Optional<Path> keyFile,
    long frameBudgetBytes,
    long totalFrameBudgetBytes,
    long preRollBudgetBytes,
    InstantSource clock,
    List<NvrListener> listeners,
    List<MediaSourceProvider> mediaSources,
    Optional<MediaDecoderProvider> mediaDecoder,
    Optional<WebRtcProvider> webRtc) {}
