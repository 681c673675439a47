package io.finalnvr.core;

import io.finalnvr.ConfigurationException;
import io.finalnvr.spi.MediaDecoderProvider;
import io.finalnvr.spi.MediaSourceProvider;
import io.finalnvr.spi.NvrSettings;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreProvider;
import io.finalnvr.spi.WebRtcProvider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;

/** Finds adapters: none is an error that names the artifact to add, two are one that names both. */
final class Providers {

  private static final Map<String, String> STORE_ARTIFACTS =
      Map.of(
          "file", "io.finalnvr:nvr-pravega-embedded",
          "pravega", "io.finalnvr:nvr-pravega",
          "pravegas", "io.finalnvr:nvr-pravega");

  private Providers() {}

  /** The store of settings; one that is given by its address is opened. */
  static Store open(NvrSettings settings) {
    return settings
        .store()
        .or(
            () ->
                settings.storeConfig().map(config -> store(config.uri().getScheme()).open(config)))
        .orElseThrow(() -> new ConfigurationException("no store was given"));
  }

  static StoreProvider store(String scheme) {
    return choose("store", scheme, installed(StoreProvider.class), StoreProvider::schemes)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "no store for '%s:' on the class path; %s"
                        .formatted(
                            scheme,
                            Optional.ofNullable(STORE_ARTIFACTS.get(lower(scheme)))
                                .map(artifact -> "add the artifact " + artifact)
                                .orElse("use file:, pravega:, pravegas: or memory:"))));
  }

  static MediaSourceProvider mediaSource(String scheme, List<MediaSourceProvider> preferred) {
    return choose("media source", scheme, preferred, MediaSourceProvider::schemes)
        .or(
            () ->
                choose(
                    "media source",
                    scheme,
                    installed(MediaSourceProvider.class),
                    MediaSourceProvider::schemes))
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "no media source for '%s:' on the class path; rtsp:, rtsps:, file: and test:"
                            .formatted(scheme)
                        + " come with the artifact io.finalnvr:nvr-gstreamer"));
  }

  static MediaDecoderProvider mediaDecoder() {
    return only("media decoder", installed(MediaDecoderProvider.class));
  }

  static WebRtcProvider webRtc() {
    return only("WebRTC adapter", installed(WebRtcProvider.class));
  }

  private static <P> P only(String what, List<P> found) {
    if (found.size() > 1) {
      throw ambiguous(what, found);
    }
    return found.stream()
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "no %s on the class path; add the artifact io.finalnvr:nvr-gstreamer"
                        .formatted(what)));
  }

  private static <P> Optional<P> choose(
      String what, String scheme, List<P> candidates, Function<P, Set<String>> schemes) {
    List<P> found =
        candidates.stream().filter(p -> schemes.apply(p).contains(lower(scheme))).toList();
    if (found.size() > 1) {
      throw ambiguous(what + " for '" + scheme + ":'", found);
    }
    return found.stream().findFirst();
  }

  private static ConfigurationException ambiguous(String what, List<?> found) {
    return new ConfigurationException(
        "more than one %s on the class path: %s"
            .formatted(what, found.stream().map(p -> p.getClass().getName()).toList()));
  }

  private static <P> List<P> installed(Class<P> type) {
    return ServiceLoader.load(type).stream().map(ServiceLoader.Provider::get).toList();
  }

  private static String lower(String scheme) {
    return scheme.toLowerCase(Locale.ROOT);
  }
}
